package io.roster.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompaniesTest {
    private static final String COMPANIES = "/api/v1/companies/";

    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void aCompanyIsMadeOnceADomainAndChangedByWhatIsGiven() {
        TestClient workspace = roster.workspace();
        Answer made = workspace
                .post(COMPANIES, Map.of("domain", "Acme.com", "employee_count", 350))
                .expect(201);
        assertThat(made.json().propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "domain",
                        "industry",
                        "employee_count",
                        "revenue_band",
                        "created_at",
                        "updated_at");
        assertThat(made.text("name")).isEqualTo("acme.com");
        String path = COMPANIES + made.text("id") + "/";
        assertThat(made.header("Location")).contains(path);
        assertThat(workspace
                        .post(COMPANIES, Map.of("domain", "acme.com", "name", "Other"))
                        .expect(200)
                        .body())
                .isEqualTo(made.body());
        Answer patched = workspace
                .patch(path, "{\"name\":\"Acme Corporation\",\"industry\":\"Software\",\"employee_count\":null}")
                .expect(200);
        assertThat(patched.text("industry")).isEqualTo("Software");
        assertThat(patched.json().get("employee_count").isNull()).isTrue();
        assertThat(workspace.get(path).body()).isEqualTo(patched.body());
        Answer contact = workspace.post("/api/v1/contacts/", Map.of("email", "a@acme.com"));
        assertThat(contact.text("/company/name")).isEqualTo("Acme Corporation");
    }

    @Test
    void companiesAreFoundByWordsAndByDomain() {
        TestClient workspace = roster.workspace();
        workspace
                .post(COMPANIES, Map.of("name", "Société Générale", "domain", "socgen.fr"))
                .expect(201);
        workspace
                .post(COMPANIES, Map.of("name", "General Motors", "domain", "gm.com"))
                .expect(201);
        assertThat(workspace.get(COMPANIES + "?search=gener").data()).hasSize(2);
        assertThat(workspace.get(COMPANIES + "?search=gener%20soc").data()).hasSize(1);
        assertThat(workspace.get(COMPANIES + "?domain=GM.com").data()).hasSize(1);
        assertThat(workspace.get(COMPANIES + "?search=nobody").data()).isEmpty();
        assertThat(roster.workspace().get(COMPANIES).data()).isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedByItsName() {
        TestClient workspace = roster.workspace();
        workspace.post(COMPANIES, Map.of()).expectError(400, "validation_error", "name");
        workspace.post(COMPANIES, Map.of("domain", "gmail.com")).expectError(400, "validation_error", "domain");
        workspace
                .post(COMPANIES, Map.of("name", "A", "employee_count", -1))
                .expectError(400, "validation_error", "employee_count");
        workspace.post(COMPANIES, Map.of("domain", "a.com")).expect(201);
        String id = workspace.post(COMPANIES, Map.of("domain", "b.com")).text("id");
        workspace.patch(COMPANIES + id + "/", Map.of("domain", "a.com")).expectError(409, "conflict", "domain");
        roster.workspace().get(COMPANIES + id + "/").expectError(404, "not_found", "nothing");
    }
}
