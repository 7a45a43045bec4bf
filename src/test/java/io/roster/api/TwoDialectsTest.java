package io.roster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One store behind two dialects: what is written in one is read in the other. */
class TwoDialectsTest {
    private static TestRoster roster;

    private TestClient client;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @BeforeEach
    void freshWorkspace() {
        client = roster.workspace();
    }

    @Test
    void whatNodestashCreatesNimbusOsShowsInItsOwnWords() {
        Answer created = client.post(
                        "/v1/contacts",
                        Map.of(
                                "email", "jane@acme.com",
                                "first_name", "Jane",
                                "last_name", "Doe",
                                "phone", "+1-555-0100",
                                "title", "VP of Engineering",
                                "source", "website",
                                "tags", List.of("vip")))
                .expect(201);
        Answer shown = client.get(Speech.NIMBUS.contact(Speech.NODESTASH.digits(created)))
                .expect(200);
        assertThat(shown.text("full_name")).isEqualTo("Jane Doe");
        assertThat(shown.text("lead_source")).isEqualTo("website");
        assertThat(shown.text("seniority")).isEqualTo("vp");
        assertThat(shown.text("/company/domain")).isEqualTo("acme.com");
        expectSame(shown, created);
    }

    @Test
    void whatNimbusOsCreatesNodestashShowsInItsOwnWords() {
        Answer created = client.post(
                        "/api/v1/contacts/",
                        Map.of(
                                "email", "john@example.com",
                                "first_name", "John",
                                "city", "Rome",
                                "mobile", "+39 333",
                                "lead_source", "api",
                                "company_domain", "acme.com",
                                "tags", List.of("a", "b")))
                .expect(201);
        Answer shown = client.get(Speech.NODESTASH.contact(Speech.NIMBUS.digits(created)))
                .expect(200);
        assertThat(shown.text("/data/attributes/source")).isEqualTo("api");
        assertThat(shown.body()).doesNotContain("Rome", "+39", "workspace");
        expectSame(created, shown);
    }

    @Test
    void aPatchInOneLeavesWhatOnlyTheOtherKnows() {
        Answer created =
                client.post("/api/v1/contacts/", Map.of("email", "a@acme.com", "city", "Rome", "mobile", "123"));
        String digits = Speech.NIMBUS.digits(created);
        client.patch(Speech.NODESTASH.contact(digits), Map.of("title", "CFO", "source", "fair"))
                .expect(200);
        Answer shown = client.get(Speech.NIMBUS.contact(digits));
        assertThat(shown.text("city")).isEqualTo("Rome");
        assertThat(shown.text("mobile")).isEqualTo("123");
        assertThat(shown.text("title")).isEqualTo("CFO");
        assertThat(shown.text("seniority")).isEqualTo("c_suite");
        assertThat(shown.text("lead_source")).isEqualTo("fair");
    }

    @Test
    void whatNodestashDeletesIsGoneThereAndMarkedInNimbusOs() {
        String digits = Speech.NODESTASH.digits(client.post("/v1/contacts", Map.of("email", "a@acme.com")));
        String here = Speech.NODESTASH.contact(digits);
        String there = Speech.NIMBUS.contact(digits);
        Answer deleted = client.delete(here).expect(204);
        assertThat(deleted.bytes()).isEmpty();
        client.get(here).expectError(404, "NOT_FOUND", "nothing");
        client.patch(here, Map.of("title", "CEO")).expectError(404, "NOT_FOUND", "nothing");
        client.delete(here).expectError(404, "NOT_FOUND", "nothing");
        client.with("If-Match", "\"x\"").delete(here).expectError(404, "NOT_FOUND", "nothing");
        assertThat(client.get("/v1/contacts").data()).isEmpty();
        Answer marked = client.get(there).expect(200);
        assertThat(marked.json().get("is_deleted").booleanValue()).isTrue();
        assertThat(marked.json().get("title").isNull()).isTrue();
        client.patch(there, Map.of("is_deleted", false)).expect(200);
        client.get(here).expect(200);
        assertThat(client.get("/v1/contacts").data()).hasSize(1);
    }

    @Test
    void theAddressOfADeletedContactStaysTaken() {
        Answer created = client.post("/api/v1/contacts/", Map.of("email", "a@acme.com"));
        client.delete(Speech.NIMBUS.contact(Speech.NIMBUS.digits(created))).expect(200);
        client.post("/v1/contacts", Map.of("email", "A@acme.com")).expectError(409, "EMAIL_ALREADY_EXISTS", "email");
        Answer other =
                client.post("/v1/contacts", Map.of("email", "b@acme.com")).expect(201);
        client.patch(Speech.NODESTASH.contact(Speech.NODESTASH.digits(other)), Map.of("email", "a@acme.com"))
                .expectError(409, "EMAIL_ALREADY_EXISTS", "email");
        client.post("/api/v1/contacts/", Map.of("email", "a@acme.com")).expect(200);
    }

    @Test
    void anIdInTheOtherDialectsSpellingIsThatOfNoContact() {
        Answer created =
                client.post("/v1/contacts", Map.of("email", "a@acme.com")).expect(201);
        String digits = Speech.NODESTASH.digits(created);
        client.get("/v1/contacts/cont_" + digits).expectError(404, "NOT_FOUND", "nothing");
        client.get("/v1/contacts/" + digits).expectError(404, "NOT_FOUND", "nothing");
        client.get("/api/v1/contacts/ct_" + digits).expectError(404, "not_found", "nothing");
        String company = Speech.NODESTASH.companyDigits(created).orElseThrow();
        client.patch("/v1/contacts/ct_" + digits, Map.of("company_id", "comp_" + company))
                .expectError(404, "NOT_FOUND", "nothing");
    }

    private static void expectSame(Answer nimbus, Answer nodestash) {
        JsonNode one = Speech.NIMBUS.fields(nimbus);
        JsonNode other = Speech.NODESTASH.fields(nodestash);
        for (String name : List.of(
                "email",
                "first_name",
                "last_name",
                "phone",
                "title",
                "tags",
                "custom_fields",
                "created_at",
                "updated_at")) {
            assertThat(other.get(name)).as(name).isEqualTo(one.get(name));
        }
        assertThat(Speech.NODESTASH.companyDigits(nodestash)).isEqualTo(Speech.NIMBUS.companyDigits(nimbus));
        assertThat(Speech.NODESTASH.digits(nodestash)).isEqualTo(Speech.NIMBUS.digits(nimbus));
    }
}
