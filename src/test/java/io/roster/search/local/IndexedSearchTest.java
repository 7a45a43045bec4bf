package io.roster.search.local;

import static io.roster.search.local.Indexed.is;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A workspace that is large enough to have an index, searched over HTTP. */
class IndexedSearchTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestClient workspace;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_SEARCH_THRESHOLD", "3"));
        workspace = roster.workspace("*", "engine:events");
        for (int i = 0; i < 5; i++) {
            create("first" + i + "@acme.example", "tags", List.of("early"));
        }
        Indexed.await(roster, workspace);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    private static String create(String email, Object... more) {
        var body = new HashMap<String, Object>(Map.of("email", email));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return workspace.post(CONTACTS, body).expect(201).text("id");
    }

    private static void assertFound(Map<String, Object> condition, String... emails) {
        assertThat(Indexed.search(workspace, condition)).containsExactly(emails);
    }

    /** On a busy machine a search may be answered by the database now and then; none may be all the time. */
    @AfterEach
    void theIndexStillAnswers() {
        Indexed.until(() -> Indexed.isByIndex(roster, workspace));
    }

    @Test
    void aSmallWorkspaceBesideItIsSearchedInTheDatabase() {
        TestClient small = roster.workspace();
        small.post(CONTACTS, Map.of("email", "a@b.example")).expect(201);
        assertThat(Indexed.isByIndex(roster, small)).isFalse();
    }

    @Test
    void aSearchSeesWhatWasWrittenBeforeIt() {
        for (int i = 0; i < 30; i++) {
            String email = "fresh" + i + "@fresh.example";
            String id = create(email, "title", "Baker " + i);
            assertFound(is("email", "eq", email), email);
            workspace.patch(CONTACTS + id + "/", Map.of("city", "Bern" + i)).expect(200);
            assertFound(is("city", "eq", "Bern" + i), email);
            workspace.delete(CONTACTS + id + "/").expect(200);
            assertFound(is("city", "eq", "Bern" + i), email);
            assertThat(workspace
                            .get(CONTACTS + "?is_deleted=false&email=" + email)
                            .expect(200)
                            .json()
                            .get("meta")
                            .get("total_count")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void aBatchIsSeenWhole() {
        List<Map<String, Object>> contacts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            contacts.add(Map.of("email", "bulk" + i + "@bulk.example", "city", "Bulkton"));
        }
        workspace.post("/api/v1/contacts/bulk/", Map.of("contacts", contacts)).expect(200);
        assertThat(Indexed.search(workspace, is("city", "eq", "Bulkton"))).hasSize(400);
    }

    @Test
    void whatWasOnlyTriedIsNotSeen() {
        String id = create("tried@dry.example", "city", "Drytown");
        for (int i = 0; i < 5; i++) {
            Map<String, Object> other = Map.of("email", "other" + i + "@dry.example", "city", "Drytown");
            Map<String, Object> change = Map.of("email", "tried@dry.example", "city", "Wettown");
            workspace
                    .post(
                            "/api/v1/contacts/bulk/?dry_run=true",
                            Map.of("contacts", List.of(other, change), "options", Map.of("dedup_behavior", "update")))
                    .expect(200);
            assertFound(is("city", "eq", "Drytown"), "tried@dry.example");
            assertFound(is("city", "eq", "Wettown"));
        }
        assertThat(workspace.get(CONTACTS + id + "/").expect(200).text("city")).isEqualTo("Drytown");
    }

    @Test
    void eventsAreSeenAtOnceThoughTheyAreNoChangesOfAContact() {
        String id = create("reader@events.example");
        assertFound(is("event_count.email_opened", "gte", 1));
        for (int i = 1; i <= 3; i++) {
            event(id, "opened-" + i, "email_opened", "2026-01-02T03:04:05Z");
            assertFound(is("event_count.email_opened", "eq", i), "reader@events.example");
        }
        assertFound(is("last_event_at", "gt", "2020-01-01T00:00:00Z"), "reader@events.example");
    }

    @Test
    void whatAMergeMovesIsSeenAtOnceAndWhenItIsUndone() {
        String survivor = create("survivor@merge.example");
        String duplicate = create("duplicate@merge.example");
        event(duplicate, "clicked-1", "email_clicked", "2019-01-02T03:04:05Z");
        Map<String, Object> clicked = is("event_count.email_clicked", "eq", 1);
        assertFound(clicked, "duplicate@merge.example");
        workspace
                .post(CONTACTS + survivor + "/merge/", Map.of("duplicate_ids", List.of(duplicate)))
                .expect(200);
        assertFound(clicked, "survivor@merge.example");
        workspace
                .post(CONTACTS + survivor + "/unmerge/", Map.of("duplicate_id", duplicate))
                .expect(200);
        assertFound(clicked, "duplicate@merge.example");
    }

    @Test
    void aChangedCompanyIsSeenAtOnceWithAllItsContacts() {
        create("one@company.example", "company_domain", "company.example");
        Answer two = workspace
                .post(CONTACTS, Map.of("email", "two@company.example", "company_domain", "company.example"))
                .expect(201);
        String company = two.json().get("company").get("id").asString();
        workspace
                .patch("/api/v1/companies/" + company + "/", Map.of("name", "Zanzibar Trading", "industry", "shipping"))
                .expect(200);
        assertFound(is("company.industry", "eq", "shipping"), "one@company.example", "two@company.example");
        assertFound(is("search", "eq", "zanzi"), "one@company.example", "two@company.example");
    }

    @Test
    void segmentsAreCountedByTheIndex() {
        create("member@segment.example", "lead_source", "fair");
        Answer segment = workspace
                .post(
                        "/api/v1/segments/",
                        Map.of(
                                "name", "From the fair",
                                "filters", List.of(is("lead_source", "eq", "fair")),
                                "filters_logic", "AND"))
                .expect(201);
        assertThat(segment.json().get("member_count").asInt()).isEqualTo(1);
        Indexed.until(() -> {
            double before = Indexed.byIndex(roster);
            workspace.get("/api/v1/segments/").expect(200);
            return Indexed.byIndex(roster) > before;
        });
    }

    @Test
    void fieldsAreCountedByTheIndexAndAsFreshAsSearchesAre() {
        Map<String, Object> asked = Map.of(
                "filters", List.of(is("lead_source", "eq", "census")),
                "aggregations", List.of(Map.of("field", "city")));
        for (int i = 1; i <= 10; i++) {
            create("counted" + i + "@census.example", "lead_source", "census", "city", "Ghent");
            Answer counted =
                    workspace.post("/api/v1/contacts/aggregate/", asked).expect(200);
            assertThat(counted.json().at("/meta/total_count").asInt()).isEqualTo(i);
            assertThat(counted.json().findValue("count").asInt()).isEqualTo(i);
        }
        Indexed.until(() -> {
            double before = Indexed.byIndex(roster);
            workspace.post("/api/v1/contacts/aggregate/", asked).expect(200);
            return Indexed.byIndex(roster) > before;
        });
    }

    private static void event(String contactId, String externalId, String type, String at) {
        workspace
                .post(
                        "/api/v1/engine/events/",
                        Map.of(
                                "events",
                                List.of(Map.of(
                                        "contact_id", contactId,
                                        "event_type", type,
                                        "occurred_at", at,
                                        "external_id", externalId))))
                .expect(200);
    }
}
