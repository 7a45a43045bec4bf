package io.roster.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SequencesTest {
    private static final String SEQUENCES = "/api/v1/sequences/";
    private static final String CONTACTS = "/api/v1/contacts/";

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
    void aSequenceIsMadeReadChangedListedAndDeleted() {
        TestClient workspace = workspace();
        Answer made = workspace
                .post(
                        SEQUENCES,
                        Map.of(
                                "name", " Welcome ",
                                "steps",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "email",
                                                        "delay_hours",
                                                        0,
                                                        "subject",
                                                        "Hi",
                                                        "body",
                                                        "Hello"),
                                                Map.of("type", "email", "delay_hours", 48, "body", "Still there?")),
                                "entry",
                                        Map.of(
                                                "icp_tiers", List.of("A", "B"),
                                                "filters",
                                                        List.of(Map.of(
                                                                "field", "country", "op", "eq", "value", "US")))))
                .expect(201);
        String path = SEQUENCES + made.text("id") + "/";
        assertThat(made.header("Location")).contains(path);
        assertThat(made.json().propertyNames())
                .containsExactly("id", "name", "status", "steps", "entry", "created_at", "updated_at");
        assertThat(made.text("name")).isEqualTo("Welcome");
        assertThat(made.text("status")).isEqualTo("draft");
        assertThat(made.json().at("/steps/1").toString())
                .isEqualTo("{\"type\":\"email\",\"delay_hours\":48,\"subject\":null,\"body\":\"Still there?\"}");
        assertThat(made.json().at("/entry").toString())
                .isEqualTo("{\"icp_tiers\":[\"A\",\"B\"],\"filters\":[{\"field\":\"country\",\"op\":\"eq\","
                        + "\"value\":\"US\"}],\"filters_logic\":\"AND\"}");
        assertThat(workspace.get(path).expect(200).body()).isEqualTo(made.body());
        Answer active = workspace.patch(path, Map.of("status", "active")).expect(200);
        assertThat(active.text("status")).isEqualTo("active");
        assertThat(active.json().get("steps")).isEqualTo(made.json().get("steps"));
        assertThat(workspace.patch(path, active.body()).expect(200).body()).isEqualTo(active.body());
        assertThat(workspace.get(SEQUENCES).data()).hasSize(1);
        workspace().get(path).expectError(404, "not_found", "nothing");
        workspace.delete(path).expect(200);
        workspace.get(path).expectError(404, "not_found", "nothing");
        assertThat(workspace.get(SEQUENCES).data()).isEmpty();
    }

    @Test
    void whatIsWrongWithASequenceIsNamedWithItsPlace() {
        TestClient workspace = workspace();
        refused(workspace, "name", Map.of());
        refused(workspace, "name", Map.of("name", " "));
        refused(workspace, "status", Map.of("name", "S", "status", "running"));
        refused(workspace, "steps[0].type", Map.of("name", "S", "steps", List.of(Map.of("type", "fax", "body", "x"))));
        refused(workspace, "steps[0].body", Map.of("name", "S", "steps", List.of(Map.of("type", "email"))));
        Map<String, Object> late = Map.of("type", "email", "body", "x", "delay_hours", -1);
        refused(workspace, "steps[0].delay_hours", Map.of("name", "S", "steps", List.of(late)));
        refused(workspace, "entry.icp_tiers[0]", Map.of("name", "S", "entry", Map.of("icp_tiers", List.of("Z"))));
        refused(workspace, "entry.filters[0].op", entry(Map.of("field", "country", "op", "is", "value", "US")));
        refused(workspace, "entry.filters[0].field", entry(Map.of("field", "shoe", "op", "eq", "value", "US")));
        refused(workspace, "entry.filters[0].value", entry(Map.of("field", "lead_score", "op", "gt", "value", "x")));
        refused(workspace, "colour", Map.of("name", "S", "colour", "red"));
    }

    @Test
    void contactsAreEnrolledOrToldWhyNot() {
        TestClient workspace = workspace();
        String sequence =
                sequence(workspace, Map.of("filters", List.of(Map.of("field", "country", "op", "eq", "value", "US"))));
        String good = contact(workspace, "good@acme.com", "US");
        String abroad = contact(workspace, "abroad@acme.com", "DE");
        String deleted = contact(workspace, "deleted@acme.com", "US");
        workspace.delete(CONTACTS + deleted + "/").expect(200);
        String suppressed = contact(workspace, "suppressed@acme.com", "US");
        workspace
                .post("/api/v1/suppressions/", Map.of("email", "suppressed@acme.com"))
                .expect(201);
        String invalid = contact(workspace, "invalid@acme.com", "US");
        event(workspace, "b1", invalid, "email_bounced", Map.of("bounce_type", "hard"));
        String nobody = "cont_0000000000000000000000";
        List<String> ids = List.of(good, abroad, deleted, suppressed, invalid, nobody, "garbage", good);

        Answer trial = workspace
                .post(SEQUENCES + sequence + "/enroll/?dry_run=true", Map.of("contact_ids", ids))
                .expect(200);
        assertThat(trial.header("Roster-Dry-Run")).contains("true");
        assertThat(trial.json().at("/data/0/enrollment_id").isNull()).isTrue();
        Answer answer = enroll(workspace, sequence, ids);
        for (Answer one : List.of(trial, answer)) {
            assertThat(one.data())
                    .extracting(row -> row.get("status").stringValue() + " "
                            + row.get("reason").stringValue(""))
                    .containsExactly(
                            "enrolled ",
                            "rejected campaign_filter",
                            "rejected deleted",
                            "rejected suppressed",
                            "rejected invalid_email",
                            "rejected not_found",
                            "rejected not_found",
                            "skipped already_enrolled");
            assertThat(one.json().get("meta").toString()).isEqualTo("{\"enrolled\":1,\"skipped\":1,\"rejected\":6}");
        }
        assertThat(answer.data())
                .extracting(row -> row.get("contact_id").stringValue())
                .isEqualTo(ids);

        JsonNode enrollment =
                workspace.get(CONTACTS + good + "/enrollments/").data().getFirst();
        assertThat(enrollment.propertyNames())
                .containsExactly(
                        "id",
                        "sequence_id",
                        "sequence_name",
                        "contact_id",
                        "status",
                        "current_step",
                        "enrolled_at",
                        "updated_at");
        assertThat(enrollment.get("id").stringValue()).isEqualTo(answer.text("/data/0/enrollment_id"));
        assertThat(enrollment.get("sequence_name").stringValue()).isEqualTo("S");
        assertThat(enrollment.get("status").stringValue()).isEqualTo("active");
    }

    @Test
    void aTierThatIsNotLetInIsRefused() {
        TestClient workspace = workspace();
        String sequence = sequence(workspace, Map.of("icp_tiers", List.of("A")));
        Answer answer = enroll(workspace, sequence, List.of(contact(workspace, "a@gmail.com", "US")));
        assertThat(answer.text("/data/0/reason")).isEqualTo("icp_tier");
    }

    @Test
    void onlyAnActiveSequenceTakesContactsIn() {
        TestClient workspace = workspace();
        String id = workspace.post(SEQUENCES, Map.of("name", "S")).text("id");
        Map<String, Object> body = Map.of("contact_ids", List.of(contact(workspace, "a@acme.com", "US")));
        workspace.post(SEQUENCES + id + "/enroll/", body).expectError(409, "sequence_not_active", "nothing");
        workspace.post(SEQUENCES + "seq_0000000000000000000000/enroll/", body).expectError(404, "not_found", "nothing");
        String enroll = SEQUENCES + id + "/enroll/";
        workspace.post(enroll, Map.of("contact_ids", List.of())).expectError(400, "validation_error", "contact_ids");
        workspace.post(enroll, Map.of()).expectError(400, "validation_error", "contact_ids");
        List<String> many = IntStream.range(0, 1_001).mapToObj(i -> "cont_" + i).toList();
        workspace.post(enroll, Map.of("contact_ids", many)).expectError(400, "validation_error", "contact_ids");
    }

    @Test
    void anAddressThatAnotherClientOfTheAgencyOwnsIsNotEnrolled() {
        String account = roster.operator()
                .post("/api/v1/admin/accounts/", Map.of("name", "Agency", "agency_mode", true))
                .expect(201)
                .text("id");
        List<TestClient> clients = new ArrayList<>();
        List<String> workspaces = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String id = roster.operator()
                    .post("/api/v1/admin/workspaces/", Map.of("name", "Client " + i, "account_id", account))
                    .expect(201)
                    .text("id");
            workspaces.add(id);
            clients.add(roster.key(id));
        }
        TestClient first = clients.getFirst();
        String contact = contact(first, "a@acme.com", "US");
        roster.operator()
                .post(
                        "/api/v1/admin/agency-assignments/",
                        Map.of("email", "a@acme.com", "workspace_id", workspaces.getLast()))
                .expect(200);
        String sequence = sequence(first, Map.of());
        Answer answer = enroll(first, sequence, List.of(contact));
        assertThat(answer.text("/data/0/reason")).isEqualTo("assigned_to_other_client");
    }

    @Test
    void aRaceOfEnrollmentsLeavesOneActive() throws Exception {
        TestClient workspace = workspace();
        String sequence = sequence(workspace, Map.of());
        String contact = contact(workspace, "a@acme.com", "US");
        List<String> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            IntStream.range(0, 20).forEach(i -> calls.add(() -> enroll(workspace, sequence, List.of(contact))));
            for (Future<Answer> done : executor.invokeAll(calls)) {
                statuses.add(done.get().text("/data/0/status"));
            }
        }
        assertThat(statuses).containsOnlyOnce("enrolled").contains("skipped");
        assertThat(workspace.get(CONTACTS + contact + "/enrollments/").data()).hasSize(1);
    }

    @Test
    void anEnrollmentIsStoppedAndTheContactMayBeEnrolledAnew() {
        TestClient workspace = workspace();
        String sequence = sequence(workspace, Map.of());
        String contact = contact(workspace, "a@acme.com", "US");
        String id = enroll(workspace, sequence, List.of(contact)).text("/data/0/enrollment_id");
        String stop = "/api/v1/enrollments/" + id + "/stop/";
        assertThat(workspace.post(stop, "{}").expect(200).text("status")).isEqualTo("removed");
        assertThat(workspace.post(stop, "{}").expect(200).text("status")).isEqualTo("removed");
        workspace().post(stop, "{}").expectError(404, "not_found", "nothing");
        assertThat(enroll(workspace, sequence, List.of(contact)).text("/data/0/status"))
                .isEqualTo("enrolled");
        Answer counters = workspace.get(SEQUENCES + sequence + "/counters/").expect(200);
        assertThat(counters.json().get("enrolled").intValue()).isEqualTo(2);
        assertThat(counters.json().get("active").intValue()).isEqualTo(1);
        assertThat(counters.json().get("removed").intValue()).isEqualTo(1);
    }

    @Test
    void whatTheEngineSeesEndsEnrollmentsWithItsStatus() {
        TestClient workspace = workspace();
        String sequence = sequence(workspace, Map.of());
        Map<String, String> ends = Map.of(
                "email_replied", "replied",
                "email_bounced", "bounced",
                "email_unsubscribed", "unsubscribed",
                "email_complained", "complained",
                "email_opened", "active");
        ends.forEach((type, status) -> {
            String contact = contact(workspace, type + "@acme.com", "US");
            enroll(workspace, sequence, List.of(contact));
            event(workspace, type, contact, type, Map.of("bounce_type", "hard"));
            assertThat(workspace
                            .get(CONTACTS + contact + "/enrollments/")
                            .data()
                            .getFirst()
                            .get("status")
                            .stringValue())
                    .isEqualTo(status);
        });
        String soft = contact(workspace, "soft@acme.com", "US");
        enroll(workspace, sequence, List.of(soft));
        event(workspace, "soft", soft, "email_bounced", Map.of("bounce_type", "soft"));
        assertThat(workspace.get(CONTACTS + soft + "/enrollments/").text("/data/0/status"))
                .isEqualTo("active");
    }

    @Test
    void aDeletedSequenceEndsItsEnrollmentsWhichKeepItsName() {
        TestClient workspace = workspace();
        String sequence = sequence(workspace, Map.of());
        String contact = contact(workspace, "a@acme.com", "US");
        enroll(workspace, sequence, List.of(contact));
        workspace.delete(SEQUENCES + sequence + "/").expect(200);
        Answer enrollments = workspace.get(CONTACTS + contact + "/enrollments/").expect(200);
        assertThat(enrollments.text("/data/0/status")).isEqualTo("removed");
        assertThat(enrollments.text("/data/0/sequence_name")).isEqualTo("S");
    }

    @Test
    void aCustomFieldThatAnEntryFilterUsesStays() {
        TestClient workspace = workspace();
        String field = workspace
                .post("/api/v1/custom-fields/", Map.of("name", "plan", "display_label", "Plan", "field_type", "string"))
                .expect(201)
                .text("id");
        String id = workspace
                .post(SEQUENCES, entry(Map.of("field", "custom_fields.plan", "op", "eq", "value", "x")))
                .expect(201)
                .text("id");
        workspace.delete("/api/v1/custom-fields/" + field + "/").expect(409);
        workspace.delete(SEQUENCES + id + "/").expect(200);
        workspace.delete("/api/v1/custom-fields/" + field + "/").expect(200);
    }

    @Test
    void theOtherDialectIncludesEventsAndEnrollments() {
        TestClient workspace = workspace();
        String sequence = sequence(workspace, Map.of());
        String contact = contact(workspace, "a@acme.com", "US");
        String enrollment = enroll(workspace, sequence, List.of(contact)).text("/data/0/enrollment_id");
        event(workspace, "o", contact, "email_opened", Map.of());
        Answer answer = workspace
                .get("/v1/contacts/" + contact.replace("cont_", "ct_") + "?include=events,enrollments")
                .expect(200);
        assertThat(answer.text("/data/relationships/enrollments/data/0/id")).isEqualTo(enrollment);
        assertThat(answer.text("/data/relationships/events/data/0/type")).isEqualTo("event");
        assertThat(answer.text("/included/0/attributes/event_type")).isEqualTo("email_opened");
        assertThat(answer.text("/included/1/attributes/sequence_name")).isEqualTo("S");
    }

    private static void refused(TestClient workspace, String field, Map<String, Object> body) {
        workspace.post(SEQUENCES, body).expectError(400, "validation_error", field);
    }

    private static Map<String, Object> entry(Map<String, Object> filter) {
        return Map.of("name", "S", "entry", Map.of("filters", List.of(filter)));
    }

    private static TestClient workspace() {
        return roster.workspace("*", "engine:events");
    }

    private static String contact(TestClient workspace, String email, String country) {
        return workspace
                .post(CONTACTS, Map.of("email", email, "country", country))
                .expect(201)
                .text("id");
    }

    private static String sequence(TestClient workspace, Map<String, Object> entry) {
        return workspace
                .post(SEQUENCES, Map.of("name", "S", "status", "active", "entry", entry))
                .expect(201)
                .text("id");
    }

    private static Answer enroll(TestClient workspace, String sequence, List<String> contacts) {
        return workspace
                .post(SEQUENCES + sequence + "/enroll/", Map.of("contact_ids", contacts))
                .expect(200);
    }

    private static void event(
            TestClient workspace, String externalId, String contact, String type, Map<String, Object> properties) {
        Map<String, Object> event = new HashMap<>();
        event.put("external_id", externalId);
        event.put("contact_id", contact);
        event.put("event_type", type);
        event.put("properties", properties);
        Answer answer = workspace.post("/api/v1/engine/events/", Map.of("events", List.of(event)));
        assertThat(answer.expect(200).text("/data/0/status")).isEqualTo("recorded");
    }
}
