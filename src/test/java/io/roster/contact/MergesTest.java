package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MergesTest {
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
    void aMergeFillsWhatIsEmptyFromTheDuplicatesInTheirOrder() {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@gmail.com", "first_name", "Ann", "tags", List.of("x")));
        String b = contact(
                workspace,
                Map.of("email", "b@gmail.com", "first_name", "Bea", "city", "Bonn", "tags", List.of("y", "x")));
        String c = contact(
                workspace, Map.of("email", "c@acme.com", "city", "Cork", "phone", "+1-555-0100", "tags", List.of("z")));
        Answer merged = merge(workspace, a, b, c).expect(200);
        assertThat(merged.text("first_name")).isEqualTo("Ann");
        assertThat(merged.text("city")).isEqualTo("Bonn");
        assertThat(merged.text("phone")).isEqualTo("+1-555-0100");
        assertThat(merged.text("/company/domain")).isEqualTo("acme.com");
        assertThat(merged.json().get("tags").toString()).isEqualTo("[\"x\",\"y\",\"z\"]");
        assertThat(merged.body()).isEqualTo(get(workspace, a).body());
        for (String duplicate : List.of(b, c)) {
            Answer gone = get(workspace, duplicate);
            assertThat(gone.json().get("is_deleted").booleanValue()).isTrue();
            assertThat(gone.text("deletion_reason")).isEqualTo("merged_into:" + a);
        }
    }

    @Test
    void eventsAndEnrollmentsMoveAndAreInOneSequenceOnce() {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@acme.com"));
        String b = contact(workspace, Map.of("email", "b@acme.com"));
        String both = sequence(workspace);
        String own = sequence(workspace);
        enroll(workspace, both, a, b);
        enroll(workspace, own, b);
        event(workspace, "1", a, "email_opened");
        event(workspace, "2", b, "email_opened");
        merge(workspace, a, b).expect(200);
        assertThat(workspace.get(CONTACTS + a + "/events/").data())
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.get("contact_id").stringValue()).isEqualTo(a));
        assertThat(workspace.get(CONTACTS + b + "/events/").data()).isEmpty();
        assertThat(statuses(workspace, a)).containsExactlyInAnyOrder("active", "active", "removed");
        assertThat(statuses(workspace, b)).isEmpty();
        assertThat(opened(workspace, 2)).isEqualTo(1);

        workspace.post(CONTACTS + a + "/unmerge/", Map.of("duplicate_id", b)).expect(200);
        assertThat(workspace.get(CONTACTS + a + "/events/").data()).hasSize(1);
        assertThat(workspace.get(CONTACTS + b + "/events/").data()).hasSize(1);
        assertThat(statuses(workspace, a)).containsExactly("active");
        assertThat(statuses(workspace, b)).containsExactly("active", "active");
        assertThat(opened(workspace, 1)).isEqualTo(2);
    }

    @Test
    void anUnmergeTakesBackWhatTheMergeGaveAndNobodyChangedSince() {
        TestClient workspace = workspace();
        workspace
                .post("/api/v1/custom-fields/", Map.of("name", "plan", "display_label", "Plan", "field_type", "string"))
                .expect(201);
        String a = contact(workspace, Map.of("email", "a@gmail.com", "tags", List.of("own")));
        String b = contact(
                workspace,
                Map.of(
                        "email", "b@acme.com",
                        "title", "CEO",
                        "city", "Bonn",
                        "phone", "+1-555-0100",
                        "tags", List.of("other"),
                        "custom_fields", Map.of("plan", "gold")));
        Answer before = get(workspace, a);
        Answer duplicate = get(workspace, b);
        Answer merged = merge(workspace, a, b).expect(200);
        assertThat(merged.text("/custom_fields/plan")).isEqualTo("gold");
        assertThat(merged.text("seniority")).isEqualTo(duplicate.text("seniority"));
        workspace.patch(CONTACTS + a + "/", Map.of("city", "Rome")).expect(200);
        Answer after = workspace
                .post(CONTACTS + a + "/unmerge/", Map.of("duplicate_id", b))
                .expect(200);
        assertThat(after.text("city")).isEqualTo("Rome");
        for (String field : List.of("title", "seniority", "department", "phone", "company", "custom_fields", "tags")) {
            assertThat(after.json().get(field))
                    .as(field)
                    .isEqualTo(before.json().get(field));
        }
        Answer back = get(workspace, b);
        for (String field : List.of("is_deleted", "title", "city", "phone", "company", "custom_fields", "tags")) {
            assertThat(back.json().get(field))
                    .as(field)
                    .isEqualTo(duplicate.json().get(field));
        }
        workspace.post(CONTACTS + a + "/unmerge/", Map.of("duplicate_id", b)).expectError(404, "not_found", "nothing");
        merge(workspace, a, b).expect(200);
    }

    @Test
    void aMergeIsUndoneForThirtyDays() throws SQLException {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@acme.com"));
        String b = contact(workspace, Map.of("email", "b@acme.com"));
        merge(workspace, a, b).expect(200);
        var address = roster.database().address();
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("update contact_merge set merged_at = merged_at - interval '31 days'"
                    + " where unmerged_at is null");
        }
        workspace
                .post(CONTACTS + a + "/unmerge/", Map.of("duplicate_id", b))
                .expectError(409, "conflict", "duplicate_id");
    }

    @Test
    void suppressionsOfAllAddressesHold() {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@acme.com"));
        String b = contact(workspace, Map.of("email", "b@acme.com"));
        workspace.post("/api/v1/suppressions/", Map.of("email", "b@acme.com")).expect(201);
        merge(workspace, a, b).expect(200);
        assertThat(workspace.get("/api/v1/suppressions/").data()).hasSize(1);
    }

    @Test
    void aTrialMergeStoresNothing() {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@acme.com"));
        String b = contact(workspace, Map.of("email", "b@acme.com", "city", "Bonn"));
        Answer trial = workspace
                .post(CONTACTS + a + "/merge/?dry_run=true", Map.of("duplicate_ids", List.of(b)))
                .expect(200);
        assertThat(trial.text("city")).isEqualTo("Bonn");
        assertThat(trial.header("Roster-Dry-Run")).contains("true");
        assertThat(get(workspace, a).json().get("city").isNull()).isTrue();
        assertThat(get(workspace, b).json().get("is_deleted").booleanValue()).isFalse();
    }

    @Test
    void whatCannotBeMergedIsRefusedAndNothingIsDone() {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@acme.com"));
        String b = contact(workspace, Map.of("email", "b@acme.com"));
        String gone = contact(workspace, Map.of("email", "gone@acme.com"));
        workspace.delete(CONTACTS + gone + "/").expect(200);
        merge(workspace, a).expectError(400, "validation_error", "duplicate_ids");
        merge(workspace, a, a).expectError(400, "validation_error", "duplicate_ids[0]");
        merge(workspace, a, b, b).expectError(400, "validation_error", "duplicate_ids[1]");
        merge(workspace, a, b, "cont_0000000000000000000000").expectError(404, "not_found", "nothing");
        merge(workspace, a, b, gone).expectError(409, "conflict", "duplicate_ids[1]");
        merge(workspace, gone, a).expect(409);
        merge(workspace, "cont_0000000000000000000000", a).expectError(404, "not_found", "nothing");
        String foreign = contact(workspace(), Map.of("email", "f@acme.com"));
        merge(workspace, a, foreign).expectError(404, "not_found", "nothing");
        workspace.post(CONTACTS + a + "/merge/", Map.of()).expectError(400, "validation_error", "duplicate_ids");
        workspace.post(CONTACTS + a + "/unmerge/", Map.of("duplicate_id", b)).expectError(404, "not_found", "nothing");
        assertThat(get(workspace, b).json().get("is_deleted").booleanValue()).isFalse();
    }

    @Test
    void twoContactsMergedIntoEachOtherAtOnceLeaveOne() throws Exception {
        TestClient workspace = workspace();
        String a = contact(workspace, Map.of("email", "a@acme.com"));
        String b = contact(workspace, Map.of("email", "b@acme.com"));
        List<Integer> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = List.of(() -> merge(workspace, a, b), () -> merge(workspace, b, a));
            for (Future<Answer> done : executor.invokeAll(calls)) {
                statuses.add(done.get().status());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        assertThat(workspace.get(CONTACTS + "?is_deleted=false").data()).hasSize(1);
    }

    private static TestClient workspace() {
        return roster.workspace("*", "engine:events");
    }

    private static String contact(TestClient workspace, Map<String, Object> body) {
        return workspace.post(CONTACTS, body).expect(201).text("id");
    }

    private static Answer get(TestClient workspace, String id) {
        return workspace.get(CONTACTS + id + "/").expect(200);
    }

    private static Answer merge(TestClient workspace, String survivor, String... duplicates) {
        return workspace.post(CONTACTS + survivor + "/merge/", Map.of("duplicate_ids", List.of(duplicates)));
    }

    private static String sequence(TestClient workspace) {
        return workspace
                .post("/api/v1/sequences/", Map.of("name", "S", "status", "active"))
                .expect(201)
                .text("id");
    }

    private static void enroll(TestClient workspace, String sequence, String... contacts) {
        workspace
                .post("/api/v1/sequences/" + sequence + "/enroll/", Map.of("contact_ids", List.of(contacts)))
                .expect(200);
    }

    private static void event(TestClient workspace, String externalId, String contact, String type) {
        Map<String, Object> event = Map.of("external_id", externalId, "contact_id", contact, "event_type", type);
        workspace
                .post("/api/v1/engine/events/", Map.of("events", List.of(event)))
                .expect(200);
    }

    private static List<String> statuses(TestClient workspace, String contact) {
        List<String> statuses = new ArrayList<>();
        for (JsonNode row :
                workspace.get(CONTACTS + contact + "/enrollments/").expect(200).data()) {
            statuses.add(row.get("status").stringValue());
        }
        return statuses;
    }

    /** How many contacts have been seen to open exactly so many. */
    private static int opened(TestClient workspace, int times) {
        return workspace
                .post(
                        CONTACTS + "search/",
                        Map.of(
                                "filters",
                                List.of(Map.of("field", "event_count.email_opened", "op", "eq", "value", times))))
                .expect(200)
                .data()
                .size();
    }
}
