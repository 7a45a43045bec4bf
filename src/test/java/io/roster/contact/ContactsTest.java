package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContactsTest {
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
    void aContactHasTheSeedsKeysInTheSeedsOrder() {
        TestClient workspace = roster.workspace();
        Answer created = workspace
                .post("/api/v1/contacts/", Map.of("email", "bob@example.com", "title", "VP Marketing"))
                .expect(201);
        assertThat(created.json().propertyNames())
                .containsExactly(
                        "id",
                        "workspace_id",
                        "email",
                        "first_name",
                        "last_name",
                        "full_name",
                        "title",
                        "seniority",
                        "department",
                        "phone",
                        "mobile",
                        "linkedin_url",
                        "city",
                        "state",
                        "country",
                        "time_zone",
                        "lead_source",
                        "lead_score",
                        "icp_tier",
                        "grade",
                        "tags",
                        "verification_status",
                        "is_enriched",
                        "is_deleted",
                        "company",
                        "custom_fields",
                        "created_at",
                        "updated_at");
        assertThat(created.header("Location")).contains("/api/v1/contacts/" + created.text("id") + "/");
        assertThat(workspace.get("/api/v1/contacts/" + created.text("id")).body())
                .isEqualTo(created.body());
    }

    @Test
    void anAddressThatIsThereAlreadyIsAnsweredWithTheContactUnchanged() {
        TestClient workspace = roster.workspace();
        Answer first = workspace.post("/api/v1/contacts/", Map.of("email", "a@acme.com", "city", "Rome"));
        Answer second = workspace
                .post("/api/v1/contacts/", Map.of("email", " A@ACME.com", "city", "Oslo"))
                .expect(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(workspace.get("/api/v1/contacts/").data()).hasSize(1);
    }

    @Test
    void aPatchChangesWhatItGivesAndNothingElse() {
        TestClient workspace = roster.workspace();
        String id = workspace
                .post("/api/v1/contacts/", Map.of("email", "a@acme.com", "city", "Rome", "tags", List.of("x", "y")))
                .text("id");
        Answer patched = workspace
                .patch("/api/v1/contacts/" + id + "/", Map.of("title", "CFO", "tags", List.of("z")))
                .expect(200);
        assertThat(patched.text("city")).isEqualTo("Rome");
        assertThat(patched.text("seniority")).isEqualTo("c_suite");
        assertThat(patched.json().get("tags").toString()).isEqualTo("[\"z\"]");
    }
}
