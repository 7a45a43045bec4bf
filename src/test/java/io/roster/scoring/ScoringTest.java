package io.roster.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScoringTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String SCORING = "/api/v1/scoring-model/";
    private static final String ICP = "/api/v1/icp-model/";

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
    void aContactIsScoredWhenItIsMadeAndWhenItChanges() {
        TestClient workspace = roster.workspace();
        Answer made = workspace
                .post(CONTACTS, Map.of("email", "a@acme.com", "title", "CEO", "phone", "+1-555-0100"))
                .expect(201);
        assertThat(standing(made)).isEqualTo("50 C B");
        String path = CONTACTS + made.text("id") + "/";
        Answer company = workspace
                .patch("/api/v1/companies/" + made.text("/company/id") + "/", Map.of("employee_count", 350))
                .expect(200);
        assertThat(company.json().get("employee_count").intValue()).isEqualTo(350);
        assertThat(standing(workspace.get(path))).isEqualTo("65 B A");
        Answer patched = workspace.patch(path, Map.of("title", "Intern")).expect(200);
        assertThat(standing(patched)).isEqualTo("35 D C");
        assertThat(workspace.get("/api/v1/changes/").data().stream()
                        .map(change -> change.get("type").stringValue()))
                .containsExactly("contact.created", "contact.updated", "contact.updated");
    }

    @Test
    void withoutScoringABulkLeavesTheScoresAsTheyAre() {
        TestClient workspace = roster.workspace();
        Answer answer = workspace.post(CONTACTS + "bulk/", """
                {"contacts":[{"email":"a@acme.com","title":"CEO"}],"options":{"trigger_scoring":false}}
                """).expect(200);
        assertThat(standing(workspace.get(CONTACTS + answer.text("/data/0/id") + "/")))
                .isEqualTo("0 F D");
    }

    @Test
    void aModelIsAnsweredAsItWasPutAndItsFaultsAreNamed() {
        TestClient workspace = roster.workspace();
        String model = """
                {"rules":[{"name":"Hot","points":70,"filters":[{"field":"has_tag","op":"eq","value":"hot"}],"filters_logic":"AND"}],\
                "event_points":{"email_replied":20},"grades":{"A":60,"B":10}}""";
        assertThat(workspace.get(SCORING).expect(200).json().at("/grades/A").intValue())
                .isEqualTo(80);
        workspace.put(SCORING, model).expect(202);
        assertThat(workspace.get(SCORING).body()).isEqualTo(model);
        workspace
                .put(SCORING, model.replace("has_tag", "hastag"))
                .expectError(400, "validation_error", "rules[0].filters[0].field");
        workspace
                .put(SCORING, model.replace("has_tag", "lead_score"))
                .expectError(400, "validation_error", "rules[0].filters[0].field");
        workspace.put(SCORING, model.replace("\"A\":60", "\"E\":60")).expectError(400, "validation_error", "grades.E");
        workspace
                .put(SCORING, model.replace("email_replied", "email_read"))
                .expectError(400, "validation_error", "event_points.email_read");
        workspace
                .put(ICP, "{\"tiers\":[{\"tier\":\"Z\",\"filters\":[]}]}")
                .expectError(400, "validation_error", "tiers[0].tier");
        assertThat(workspace.get(SCORING).body()).isEqualTo(model);
        Answer tagged = workspace.post(CONTACTS, Map.of("email", "a@acme.com", "tags", List.of("hot")));
        assertThat(standing(tagged)).isEqualTo("70 A D");
        Answer cold = workspace
                .post(CONTACTS + tagged.text("id") + "/tags/", Map.of("remove", List.of("hot")))
                .expect(200);
        assertThat(standing(cold)).isEqualTo("0 F D");
    }

    @Test
    void aPutScoresEveryContactAnewAndMissesNoneThatIsWrittenMeanwhile() throws Exception {
        TestClient workspace = roster.workspace();
        workspace.post(CONTACTS + "bulk/", Map.of("contacts", rows(0, 1000))).expect(200);
        AtomicBoolean done = new AtomicBoolean();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                int from = 1000 * (w + 1);
                writers.add(executor.submit(() -> {
                    for (int i = from; !done.get(); i += 10) {
                        workspace
                                .post(CONTACTS + "bulk/", Map.of("contacts", rows(i, i + 10)))
                                .expect(200);
                    }
                }));
            }
            Answer put = workspace
                    .put(SCORING, "{\"rules\":[{\"name\":\"All\",\"points\":33,\"filters\":[]}],\"grades\":{\"A\":30}}")
                    .expect(202);
            workspace.put(ICP, "{\"tiers\":[{\"tier\":\"B\",\"filters\":[]}]}").expect(202);
            JsonNode recompute = awaitEnd(workspace, put.text("id"));
            assertThat(recompute.get("status").stringValue()).isEqualTo("completed");
            assertThat(recompute.get("processed").longValue()).isGreaterThanOrEqualTo(1000);
            done.set(true);
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        Answer others = workspace.post(CONTACTS + "search/", """
                {"filters":[{"field":"lead_score","op":"ne","value":33},{"field":"grade","op":"ne","value":"A"}],
                 "filters_logic":"OR"}
                """).expect(200);
        assertThat(others.json().at("/meta/total_count").longValue()).isZero();
    }

    @Test
    void anExplanationSaysWhereEveryPointComesFrom() {
        TestClient workspace = roster.workspace();
        String segment = workspace.post("/api/v1/segments/", """
                {"name":"Bosses","filters":[{"field":"seniority","op":"eq","value":"c_suite"}]}
                """).expect(201).text("id");
        String path = CONTACTS
                + workspace
                        .post(CONTACTS, Map.of("email", "a@acme.com", "title", "CEO"))
                        .text("id") + "/";
        workspace
                .post("/api/v1/suppressions/", Map.of("domain", "acme.com", "reason", "competitor"))
                .expect(201);
        Answer explained = workspace.get(path + "explain/").expect(200);
        assertThat(explained.json().propertyNames())
                .containsExactly("score", "grade", "icp_tier", "segments", "suppressed", "assigned_to_other_client");
        int sum = 0;
        for (JsonNode rule : explained.json().at("/score/rules").values()) {
            sum += rule.get("matched").booleanValue() ? rule.get("points").intValue() : 0;
        }
        assertThat(sum)
                .isEqualTo(explained.json().at("/score/value").intValue())
                .isEqualTo(45);
        assertThat(explained.json().at("/grade/threshold").intValue()).isEqualTo(40);
        assertThat(explained.text("/icp_tier/matched_tier")).isEqualTo("B");
        assertThat(explained.text("/segments/0/id")).isEqualTo(segment);
        assertThat(explained.text("/suppressed/by")).isEqualTo("domain");
        assertThat(explained.text("/suppressed/reason")).isEqualTo("competitor");
        assertThat(explained.json().get("assigned_to_other_client").booleanValue())
                .isFalse();
    }

    @Test
    void aCustomFieldThatAModelIsBuiltOnStays() {
        TestClient workspace = roster.workspace();
        String id = workspace
                .post(
                        "/api/v1/custom-fields/",
                        Map.of("name", "seats", "display_label", "Seats", "field_type", "number"))
                .text("id");
        workspace.put(SCORING, """
                {"rules":[{"name":"Big","points":40,"filters":[{"field":"custom_fields.seats","op":"gt","value":10}]}],
                 "grades":{"A":40}}
                """).expect(202);
        Answer made = workspace.post(CONTACTS, Map.of("email", "a@acme.com", "custom_fields", Map.of("seats", 11)));
        assertThat(standing(made)).isEqualTo("40 A D");
        workspace.delete("/api/v1/custom-fields/" + id + "/").expect(409);
    }

    @Test
    void aSegmentThatAModelIsBuiltOnScoresItsContactsAnewWhenItChangesOrGoes() throws Exception {
        TestClient workspace = roster.workspace();
        String inner = segment(workspace, "Inner", "city", "eq", "Oslo");
        String outer = segment(workspace, "Outer", "segment_id", "in", List.of(inner));
        workspace
                .put(
                        SCORING,
                        Map.of(
                                "rules",
                                List.of(Map.of("name", "In it", "points", 42, "filters", List.of(named(outer)))),
                                "grades",
                                Map.of("A", 40)))
                .expect(202);
        workspace.put(ICP, Map.of("tiers", List.of(Map.of("tier", "A", "filters", List.of(named(inner))))));
        String path = CONTACTS
                + workspace
                        .post(CONTACTS, Map.of("email", "a@acme.com", "city", "Bergen"))
                        .text("id") + "/";
        assertThat(standing(workspace.get(path))).isEqualTo("0 F D");
        workspace
                .patch("/api/v1/segments/" + inner + "/", Map.of("filters", List.of(condition("city", "eq", "Bergen"))))
                .expect(200);
        awaitStanding(workspace, path, "42 A A");
        assertThat(workspace
                        .get("/api/v1/changes/")
                        .data()
                        .getLast()
                        .get("type")
                        .stringValue())
                .isEqualTo("contact.scored");
        workspace.delete("/api/v1/segments/" + outer + "/").expect(200);
        awaitStanding(workspace, path, "0 F A");
        workspace.delete("/api/v1/segments/" + inner + "/").expect(200);
        awaitStanding(workspace, path, "0 F D");
    }

    @Test
    void aSegmentThatNoModelNamesScoresNobodyAnew() {
        TestClient workspace = roster.workspace();
        String id = segment(workspace, "Any", "city", "eq", "Oslo");
        int before = recomputes();
        workspace
                .patch("/api/v1/segments/" + id + "/", Map.of("filters", List.of(condition("city", "eq", "Bergen"))))
                .expect(200);
        assertThat(recomputes()).isEqualTo(before);
    }

    private static int recomputes() {
        try (Database store = new Database(roster.database().address(), 1)) {
            return store.read(tx -> tx.sql("select count(*)::int from job where kind = 'recompute'")
                    .one(Row::integer));
        }
    }

    private static String segment(TestClient workspace, String name, String field, String operator, Object value) {
        return workspace
                .post("/api/v1/segments/", Map.of("name", name, "filters", List.of(condition(field, operator, value))))
                .expect(201)
                .text("id");
    }

    private static Map<String, Object> named(String segment) {
        return condition("segment_id", "eq", segment);
    }

    private static Map<String, Object> condition(String field, String operator, Object value) {
        return Map.of("field", field, "op", operator, "value", value);
    }

    private static void awaitStanding(TestClient workspace, String path, String wanted) throws InterruptedException {
        for (int i = 0; i < 400 && !standing(workspace.get(path)).equals(wanted); i++) {
            Thread.sleep(25);
        }
        assertThat(standing(workspace.get(path))).isEqualTo(wanted);
    }

    private static JsonNode awaitEnd(TestClient workspace, String id) throws InterruptedException {
        while (true) {
            JsonNode recompute =
                    workspace.get("/api/v1/recomputes/" + id + "/").expect(200).json();
            if (!recompute.get("finished_at").isNull()) {
                return recompute;
            }
            Thread.sleep(50);
        }
    }

    private static List<Map<String, String>> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Map.of("email", "p" + i + "@d" + i % 50 + ".com"))
                .toList();
    }

    private static String standing(Answer contact) {
        return contact.json().get("lead_score").intValue() + " " + contact.text("grade") + " "
                + contact.text("icp_tier");
    }
}
