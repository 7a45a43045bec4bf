package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told when a company changes, which its contacts show. */
class CompanyEventsTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String FEED = "/api/v1/changes/?limit=1000";

    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_WEBHOOK_ALLOW_PRIVATE", "true"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void itsContactsAreUpdatedAndThenScoredInOneChange() throws Exception {
        TestClient workspace = roster.workspace();
        Answer made = workspace
                .post(CONTACTS, Map.of("email", "a@acme.com", "title", "CEO"))
                .expect(201);
        workspace.post(CONTACTS, Map.of("email", "b@other.com")).expect(201);
        try (Receiver receiver = Receiver.answering(200)) {
            workspace
                    .post(
                            "/api/v1/webhooks/",
                            Map.of("url", receiver.url(), "events", List.of("contact.updated", "contact.scored")))
                    .expect(201);
            workspace
                    .patch(company(made), Map.of("name", "Acme", "employee_count", 350))
                    .expect(200);
            receiver.await(received -> received.size() == 2);
            assertThat(receiver.types()).containsExactly("contact.updated", "contact.scored");
            JsonNode updated = receiver.received().getFirst().json();
            assertThat(updated.at("/previous/company/name").asString()).isEqualTo("acme.com");
            assertThat(updated.at("/data/company/name").asString()).isEqualTo("Acme");
            assertThat(updated.at("/data/icp_tier").asString()).isEqualTo("A");
        }
        Answer contact = workspace.get(CONTACTS + made.text("id") + "/").expect(200);
        assertThat(contact.text("updated_at")).isGreaterThan(made.text("updated_at"));
        assertThat(contact.header("ETag")).isNotEqualTo(made.header("ETag"));
        JsonNode told = workspace
                .get(CONTACTS + made.text("id") + "/history/")
                .expect(200)
                .data()
                .getFirst();
        assertThat(told.get("source").asString()).isEqualTo("api");
        assertThat(told.get("actor").asString()).isEqualTo("Test key");
        assertThat(told.get("changes").propertyNames()).contains("company", "lead_score", "icp_tier");
        assertThat(told.at("/changes/company/from/employee_count").isNull()).isTrue();
        assertThat(told.at("/changes/company/to/employee_count").intValue()).isEqualTo(350);
        assertThat(workspace.get(FEED).data()).hasSize(3);
    }

    @Test
    void aChangeThatChangesNothingIsNotTold() {
        TestClient workspace = roster.workspace();
        Answer made = workspace.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        workspace.patch(company(made), Map.of("name", "acme.com")).expect(200);
        assertThat(workspace.get(FEED).data()).hasSize(1);
        assertThat(workspace.get(CONTACTS + made.text("id") + "/").header("ETag"))
                .isEqualTo(made.header("ETag"));
    }

    @Test
    void theManyContactsOfALargeCompanyFollowInTheBackgroundEachOnce() throws Exception {
        TestClient workspace = roster.workspace();
        bulk(workspace, 0, 1_000);
        bulk(workspace, 1_000, 1_100);
        String company = company(workspace.get(CONTACTS + "?page_size=1"), "/data/0/company/id");
        workspace.patch(company, Map.of("industry", "Steel")).expect(200);
        bulk(workspace, 1_100, 1_110); // these have never shown anything else
        Await.until(
                MINUTE,
                () -> updates(workspace).size() >= 1_100,
                () -> "told: " + updates(workspace).size());
        workspace.patch(company, Map.of("industry", "Software")).expect(200);
        Await.until(
                MINUTE,
                () -> updates(workspace).size() >= 2_210,
                () -> "told: " + updates(workspace).size());
        List<JsonNode> updates = updates(workspace);
        assertThat(updates).hasSize(2_210);
        assertThat(updates.stream()
                        .map(update -> update.at("/changes/company/from/industry")
                                        .asString("none") + " to "
                                + update.at("/changes/company/to/industry").asString()))
                .containsOnly("none to Steel", "Steel to Software");
        assertThat(updates.stream()
                        .map(update -> update.get("contact_id").asString()
                                + update.at("/changes/company/to/industry").asString()))
                .doesNotHaveDuplicates();
    }

    /** Of the feed, which is read to its end. */
    private static List<JsonNode> updates(TestClient workspace) {
        List<JsonNode> all = new ArrayList<>();
        Answer page = workspace.get(FEED).expect(200);
        while (!page.data().isEmpty()) {
            all.addAll(page.data());
            page = workspace
                    .get(FEED + "&cursor=" + page.text("/meta/next_cursor"))
                    .expect(200);
        }
        return all.stream()
                .filter(change -> change.get("type").asString().equals("contact.updated"))
                .toList();
    }

    private static void bulk(TestClient workspace, int from, int to) {
        List<Map<String, String>> rows = IntStream.range(from, to)
                .mapToObj(i -> Map.of("email", "p" + i + "@acme.com"))
                .toList();
        workspace.post(CONTACTS + "bulk/", Map.of("contacts", rows)).expect(200);
    }

    private static String company(Answer contact) {
        return company(contact, "/company/id");
    }

    private static String company(Answer answer, String place) {
        return "/api/v1/companies/" + answer.text(place) + "/";
    }
}
