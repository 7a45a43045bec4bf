package io.roster.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestRoster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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

class EventsTest {
    private static final String DOOR = "/api/v1/engine/events/";
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
    void whatTheEngineRecordsIsOnTheContactsTimelineNewestFirst() {
        TestClient workspace = workspace();
        String id = contact(workspace, "a@acme.com");
        Answer answer = record(
                workspace,
                event("1", id, "email_sent", "2026-04-01T10:00:00Z"),
                event("2", id, "email_opened", "2026-04-03T10:00:00.123Z"),
                Map.of(
                        "external_id", "3",
                        "email", "A@Acme.com",
                        "event_type", "reply_classified",
                        "occurred_at", "2026-04-02T12:00:00+02:00",
                        "properties", Map.of("label", "interested", "score", 0.75)));
        assertThat(answer.json().at("/meta/recorded").intValue()).isEqualTo(3);
        List<JsonNode> rows = workspace.get(events(id)).expect(200).data();
        assertThat(rows)
                .extracting(row -> row.get("occurred_at").stringValue())
                .containsExactly("2026-04-03T10:00:00.123Z", "2026-04-02T10:00:00Z", "2026-04-01T10:00:00Z");
        JsonNode reply = rows.get(1);
        assertThat(reply.propertyNames())
                .containsExactly("id", "contact_id", "event_type", "occurred_at", "source", "properties");
        assertThat(reply.get("contact_id").stringValue()).isEqualTo(id);
        assertThat(reply.get("id").stringValue()).isEqualTo(answer.text("/data/2/id"));
        assertThat(reply.get("properties").get("score").doubleValue()).isEqualTo(0.75);
        assertThat(reply.get("source").stringValue()).isEqualTo("reply_intelligence");
    }

    @Test
    void theTimelineIsFilteredByTypeAndWalkedByCursor() {
        TestClient workspace = workspace();
        String id = contact(workspace, "a@acme.com");
        List<Map<String, Object>> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Several at one moment: the id breaks the tie.
            String at = "2026-04-01T10:00:0%dZ".formatted(i / 5);
            events.add(event("e" + i, id, i % 5 == 0 ? "email_sent" : "email_opened", at));
        }
        workspace.post(DOOR, Map.of("events", events)).expect(200);
        assertThat(workspace
                        .get(events(id) + "?event_type=email_sent,email_clicked")
                        .data())
                .hasSize(5);
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = workspace
                    .get(events(id) + "?limit=7&event_type=email_opened" + cursor)
                    .expect(200);
            assertThat(page.json().at("/meta/total_count").intValue()).isEqualTo(20);
            page.data().forEach(row -> seen.add(row.get("id").stringValue()));
            JsonNode next = page.json().at("/meta/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void theTimelineRefusesWhatDoesNotFit() {
        TestClient workspace = workspace();
        String path = events(contact(workspace, "a@acme.com"));
        workspace.get(path + "?limit=501").expectError(400, "validation_error", "limit");
        workspace.get(path + "?event_type=email_eaten").expectError(400, "validation_error", "event_type");
        workspace.get(path + "?cursor=x").expectError(400, "validation_error", "cursor");
        workspace.get(path + "?page_size=5").expectError(400, "validation_error", "page_size");
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            Answer answer =
                    workspace.sendJson(method, path, Map.of()).expectError(405, "method_not_allowed", "nothing");
            assertThat(answer.header("Allow"))
                    .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET"));
        }
        workspace.get(events("cont_0000000000000000000000")).expectError(404, "not_found", "nothing");
        workspace().get(path).expectError(404, "not_found", "nothing");
    }

    @Test
    void theDoorTakesTheEnginesScopeAlone() {
        TestClient everything = roster.workspace("*");
        assertThat(everything
                        .post(DOOR, Map.of("events", List.of()))
                        .expect(403)
                        .body())
                .contains("engine:events");
        TestClient engine = roster.workspace("engine:events");
        engine.post(DOOR, Map.of("events", List.of())).expectError(400, "validation_error", "events");
        engine.post(DOOR, Map.of("events", Collections.nCopies(1_001, Map.of())))
                .expectError(400, "validation_error", "events");
    }

    @Test
    void aRowThatIsRefusedLeavesTheOthersBeAndAnEventIsRecordedOnce() {
        TestClient workspace = workspace();
        String id = contact(workspace, "a@acme.com");
        String future = Instant.now().plusSeconds(3_600).toString();
        Answer answer = record(
                workspace,
                event("ok", id, "email_sent", "2026-04-01T10:00:00Z"),
                event("ok", id, "email_sent", "2026-04-01T10:00:00Z"),
                Map.of("external_id", "x", "event_type", "email_sent"),
                Map.of("external_id", "x", "contact_id", id, "event_type", "email_eaten"),
                Map.of("contact_id", id, "event_type", "email_sent"),
                event("far", id, "email_sent", future),
                event("who", "cont_0000000000000000000000", "email_sent", "2026-04-01T10:00:00Z"),
                Map.of("external_id", "x", "contact_id", id, "event_type", "email_sent", "colour", "red"),
                Map.of("external_id", "x", "contact_id", id, "event_type", "email_sent", "properties", "red"));
        assertThat(answer.data())
                .extracting(row -> row.get("status").stringValue())
                .containsExactly(
                        "recorded",
                        "duplicate",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected",
                        "rejected");
        assertThat(answer.text("/data/1/id")).isEqualTo(answer.text("/data/0/id"));
        assertThat(answer.data().subList(2, 9))
                .extracting(row -> row.at("/error/field").stringValue(""))
                .containsExactly("contact_id", "event_type", "external_id", "occurred_at", "", "colour", "properties");
        assertThat(answer.text("/data/6/error/code")).isEqualTo("not_found");
        Answer again = record(workspace, event("ok", id, "email_opened", "2026-05-01T10:00:00Z"));
        assertThat(again.text("/data/0/status")).isEqualTo("duplicate");
        assertThat(again.text("/data/0/id")).isEqualTo(answer.text("/data/0/id"));
        assertThat(count(workspace, "email_sent", 1)).isEqualTo(1);
    }

    @Test
    void aHardBounceMakesTheAddressInvalidAndASoftOneDoesNot() {
        TestClient workspace = workspace();
        String hard = contact(workspace, "hard@acme.com");
        String soft = contact(workspace, "soft@acme.com");
        record(workspace, bounce("1", hard, "hard"), bounce("2", soft, "soft"));
        assertThat(workspace.get(CONTACTS + hard + "/").text("verification_status"))
                .isEqualTo("invalid");
        assertThat(workspace.get(CONTACTS + soft + "/").text("verification_status"))
                .isEqualTo("unverified");
        // What is known of an address is known to all.
        TestClient other = workspace();
        assertThat(other.post(CONTACTS, Map.of("email", "hard@acme.com")).text("verification_status"))
                .isEqualTo("invalid");
    }

    @Test
    void whoeverUnsubscribesOrComplainsIsSuppressed() {
        TestClient workspace = workspace();
        String a = contact(workspace, "a@acme.com");
        String b = contact(workspace, "b@acme.com");
        record(
                workspace,
                event("1", a, "email_unsubscribed", "2026-04-01T10:00:00Z"),
                event("2", b, "email_complained", "2026-04-01T10:00:00Z"),
                event("3", a, "email_complained", "2026-04-02T10:00:00Z"));
        assertThat(workspace.get("/api/v1/suppressions/").data())
                .extracting(row ->
                        row.get("email").stringValue() + " " + row.get("reason").stringValue())
                .containsExactlyInAnyOrder("a@acme.com email_unsubscribed", "b@acme.com email_complained");
        workspace.delete(CONTACTS + a + "/").expect(200);
        assertThat(workspace().get("/api/v1/suppressions/").data()).isEmpty();
    }

    @Test
    void filtersSeeWhatTheEngineHasSeen() {
        TestClient workspace = workspace();
        String id = contact(workspace, "a@acme.com");
        contact(workspace, "b@acme.com");
        record(
                workspace,
                event("1", id, "email_opened", "2026-04-01T10:00:00Z"),
                event("2", id, "email_opened", "2026-04-05T10:00:00Z"));
        record(workspace, event("3", id, "email_opened", "2026-04-03T10:00:00Z"));
        assertThat(count(workspace, "email_opened", 3)).isEqualTo(1);
        Answer last = workspace.post(
                CONTACTS + "search/",
                Map.of(
                        "filters",
                        List.of(Map.of("field", "last_event_at", "op", "eq", "value", "2026-04-05T10:00:00Z"))));
        assertThat(last.expect(200).data()).hasSize(1);
    }

    @Test
    void batchesAtOnceAreAllCountedAndTheSameEventOnce() throws Exception {
        TestClient workspace = workspace();
        String a = contact(workspace, "a@acme.com");
        String b = contact(workspace, "b@acme.com");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            IntStream.range(0, 24).forEach(i -> {
                Map<String, Object> own = event("own" + i, i % 2 == 0 ? a : b, "email_clicked", "2026-04-01T10:00:00Z");
                Map<String, Object> second =
                        event("sec" + i, i % 2 == 0 ? b : a, "email_clicked", "2026-04-01T10:00:00Z");
                Map<String, Object> same = event("same", a, "email_delivered", "2026-04-01T10:00:00Z");
                calls.add(() -> record(workspace, own, second, same));
            });
            for (Future<Answer> done : executor.invokeAll(calls)) {
                done.get().expect(200);
            }
        }
        assertThat(count(workspace, "email_clicked", 24)).isEqualTo(2);
        assertThat(count(workspace, "email_delivered", 1)).isEqualTo(1);
    }

    @Test
    void theDatabaseItselfRefusesToChangeAnEvent() throws SQLException {
        TestClient workspace = workspace();
        record(workspace, event("1", contact(workspace, "a@acme.com"), "email_sent", "2026-04-01T10:00:00Z"));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "update engagement_event set event_type = 'email_opened'",
                    "update engagement_event set contact_id = id",
                    "delete from engagement_event",
                    "truncate engagement_event")) {
                assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("immutable");
            }
            // A merge moves an event to another contact, and changes nothing else of it.
            connection.setAutoCommit(false);
            statement.execute("set local roster.merge = 'on'");
            assertThat(statement.executeUpdate("update engagement_event set contact_id = id"))
                    .isPositive();
            assertThatThrownBy(() -> statement.execute("update engagement_event set properties = '{\"a\":1}'"))
                    .hasMessageContaining("immutable");
            connection.rollback();
            statement.execute("set local roster.erasure = 'on'");
            assertThat(statement.executeUpdate("delete from engagement_event")).isPositive();
            connection.rollback();
            assertThatThrownBy(() -> statement.execute("delete from engagement_event"))
                    .hasMessageContaining("immutable");
        }
    }

    private static Connection connect() throws SQLException {
        TestDatabase database = roster.database();
        return DriverManager.getConnection(
                database.address().jdbcUrl(),
                database.address().user(),
                database.address().password());
    }

    private static TestClient workspace() {
        return roster.workspace("*", "engine:events");
    }

    private static String contact(TestClient workspace, String email) {
        return workspace.post(CONTACTS, Map.of("email", email)).expect(201).text("id");
    }

    private static String events(String contactId) {
        return CONTACTS + contactId + "/events/";
    }

    private static Map<String, Object> event(String externalId, String contactId, String type, String at) {
        return Map.of("external_id", externalId, "contact_id", contactId, "event_type", type, "occurred_at", at);
    }

    private static Map<String, Object> bounce(String externalId, String contactId, String kind) {
        Map<String, Object> event =
                new HashMap<>(event(externalId, contactId, "email_bounced", "2026-04-01T10:00:00Z"));
        event.put("properties", Map.of("bounce_type", kind));
        return event;
    }

    private static Answer record(TestClient workspace, Object... events) {
        return workspace.post(DOOR, Map.of("events", List.of(events))).expect(200);
    }

    /** How many contacts have exactly so many events of a type. */
    private static int count(TestClient workspace, String type, int events) {
        return workspace
                .post(
                        CONTACTS + "search/",
                        Map.of("filters", List.of(Map.of("field", "event_count." + type, "op", "eq", "value", events))))
                .expect(200)
                .data()
                .size();
    }
}
