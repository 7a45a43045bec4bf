package io.roster.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.importing.Form;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErasureTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String LOG = "/api/v1/gdpr/retention-log/";

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
    void afterAnErasureNoTableHasAnythingOfThePerson() throws Exception {
        TestClient workspace = workspace();
        String id = person(workspace);
        Form.file("email,first_name,country\noldaddress@example.com,Zebediah,Zebraland\n")
                .run(workspace);
        List<String> traces = List.of("zebediah", "quillfeather", "555-0199", "oldaddress", "Chief Zebra", "Zebratown");
        assertThat(tracesIn(dump(), traces))
                .contains("zebediah in contact", "zebediah in engagement_event", "zebediah in change_log")
                .contains("zebediah in webhook_delivery", "zebediah in idempotent_answer", "oldaddress in suppression")
                .contains("zebediah in import_chunk", "zebediah in import_error");

        Answer answer = workspace
                .delete(CONTACTS + id + "/?hard=true", Map.of("deletion_reason", "asked by mail"))
                .expect(200);
        assertThat(answer.json().propertyNames()).containsExactly("id", "erased", "retention_log_id");
        assertThat(answer.text("id")).isEqualTo(id);
        assertThat(answer.text("retention_log_id")).startsWith("ret_");
        assertThat(tracesIn(dump(), traces)).isEmpty();

        for (String path : List.of("", "events/", "enrollments/", "data-export/")) {
            workspace.get(CONTACTS + id + "/" + path).expectError(404, "not_found", "nothing");
        }
        workspace.delete(CONTACTS + id + "/?hard=true").expectError(404, "not_found", "nothing");
        workspace.patch(CONTACTS + id + "/", Map.of("city", "Rome")).expectError(404, "not_found", "nothing");
        assertThat(workspace.get(CONTACTS).json().at("/meta/total_count").intValue())
                .isZero();
        JsonNode tombstone = workspace
                .get("/api/v1/changes/?start=beginning")
                .expect(200)
                .data()
                .getLast();
        assertThat(tombstone.get("contact_id").stringValue()).isEqualTo(id);
        assertThat(tombstone.get("type").stringValue()).isEqualTo("contact.deleted");
        assertThat(tombstone.get("contact").isNull()).isTrue();
        // Who had unsubscribed stays suppressed, by a hash.
        workspace
                .post(CONTACTS, Map.of("email", "zebediah@quillfeather.example.com"))
                .expectError(422, "suppressed", "email");

        JsonNode entry = workspace.get(LOG).expect(200).data().getFirst();
        assertThat(entry.propertyNames())
                .startsWith("id", "contact_id", "email_hash", "requested_by", "reason", "erased", "erased_at");
        assertThat(entry.get("id").stringValue()).isEqualTo(answer.text("retention_log_id"));
        assertThat(entry.get("contact_id").stringValue()).isEqualTo(id);
        assertThat(entry.get("reason").stringValue()).isEqualTo("asked by mail");
        assertThat(entry.get("requested_by").stringValue()).isEqualTo("Test key");
        assertThat(entry.at("/erased/events").intValue()).isEqualTo(2);
        assertThat(entry.at("/erased/enrollments").intValue()).isEqualTo(1);
        assertThat(entry.at("/erased/history").intValue()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void hardDeletionTakesItsOwnScopeAndNoOther() {
        TestClient writer = roster.workspace("*");
        String id = writer.post(CONTACTS, Map.of("email", "a@acme.com")).text("id");
        assertThat(writer.delete(CONTACTS + id + "/?hard=true").expect(403).body())
                .contains("admin:gdpr");
        writer.get(CONTACTS + id + "/").expect(200);
        writer.get(LOG).expect(403);
        writer.get(CONTACTS + id + "/data-export/").expect(403);
        writer.delete(CONTACTS + id + "/?hard=perhaps").expectError(400, "validation_error", "hard");
        assertThat(writer.delete(CONTACTS + id + "/?hard=false")
                        .expect(200)
                        .json()
                        .get("is_deleted")
                        .booleanValue())
                .isTrue();

        TestClient officer = roster.key(writer.get(CONTACTS + id + "/").text("workspace_id"), "admin:gdpr");
        assertThat(officer.delete(CONTACTS + id + "/").expect(403).body()).contains("contacts:write");
        officer.delete(CONTACTS + id + "/?hard=true").expect(200);
        writer.get(CONTACTS + id + "/").expectError(404, "not_found", "nothing");
        assertThat(roster.workspace("events:read")
                        .delete(CONTACTS + id + "/?hard=true")
                        .expect(403)
                        .body())
                .contains("admin:gdpr");
    }

    @Test
    void anotherWorkspaceKeepsItsContactAndWhatIsKnownOfTheAddress() {
        TestClient one = workspace();
        TestClient other = workspace();
        String id = one.post(CONTACTS, Map.of("email", "shared@acme.com")).text("id");
        String theirs = other.post(CONTACTS, Map.of("email", "shared@acme.com")).text("id");
        event(one, "b", id, "email_bounced", Map.of("bounce_type", "hard"));
        other.delete(CONTACTS + id + "/?hard=true").expectError(404, "not_found", "nothing");
        one.delete(CONTACTS + id + "/?hard=true").expect(200);
        other.get(CONTACTS + theirs + "/").expect(200);
        assertThat(other.get(LOG).data()).isEmpty();
        TestClient third = workspace();
        assertThat(third.post(CONTACTS, Map.of("email", "shared@acme.com")).text("verification_status"))
                .isEqualTo("invalid");
    }

    @Test
    void whatNobodyElseHasIsForgottenForAll() {
        TestClient one = workspace();
        String id = one.post(CONTACTS, Map.of("email", "lonely@acme.com")).text("id");
        event(one, "b", id, "email_bounced", Map.of("bounce_type", "hard"));
        one.delete(CONTACTS + id + "/?hard=true").expect(200);
        assertThat(workspace()
                        .post(CONTACTS, Map.of("email", "lonely@acme.com"))
                        .text("verification_status"))
                .isEqualTo("unverified");
    }

    @Test
    void erasuresAtOnceMakeOneUnbrokenChain() throws Exception {
        TestClient workspace = workspace();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(workspace
                    .post(CONTACTS, Map.of("email", "p" + i + "@acme.com"))
                    .text("id"));
        }
        String workspaceId = workspace.get(CONTACTS + ids.getFirst() + "/").text("workspace_id");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            ids.forEach(id -> calls.add(() -> workspace.delete(CONTACTS + id + "/?hard=true")));
            for (Future<Answer> done : executor.invokeAll(calls)) {
                done.get().expect(200);
            }
        }
        List<JsonNode> entries = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = workspace.get(LOG + "?page_size=5" + cursor).expect(200);
            entries.addAll(page.data());
            JsonNode next = page.json().at("/meta/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        assertThat(entries).hasSize(12);
        String previous = "0".repeat(64);
        for (int i = 0; i < 12; i++) {
            JsonNode entry = entries.get(11 - i);
            assertThat(entry.get("number").intValue()).isEqualTo(i + 1);
            assertThat(entry.get("previous_hash").stringValue()).isEqualTo(previous);
            assertThat(entry.get("hash").stringValue()).isEqualTo(hash(workspaceId, entry));
            previous = entry.get("hash").stringValue();
        }
    }

    @Test
    void oneErasureOfManyAtOnceSucceeds() throws Exception {
        TestClient workspace = workspace();
        String id = workspace.post(CONTACTS, Map.of("email", "a@acme.com")).text("id");
        List<Integer> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> workspace.delete(CONTACTS + id + "/?hard=true"));
            }
            for (Future<Answer> done : executor.invokeAll(calls)) {
                statuses.add(done.get().status());
            }
        }
        assertThat(statuses).containsOnlyOnce(200).contains(404).hasSize(8);
        assertThat(workspace.get(LOG).data()).hasSize(1);
    }

    @Test
    void theRetentionLogCannotBeChanged() throws SQLException {
        TestClient workspace = workspace();
        String id = workspace.post(CONTACTS, Map.of("email", "a@acme.com")).text("id");
        workspace.delete(CONTACTS + id + "/?hard=true").expect(200);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "update retention_log set reason = 'none'",
                    "delete from retention_log",
                    "truncate retention_log")) {
                assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("append-only");
            }
        }
    }

    @Test
    void duplicatesThatWereMergedInAreErasedTooAndLogged() throws Exception {
        TestClient workspace = workspace();
        String kept = workspace.post(CONTACTS, Map.of("email", "kept@acme.com")).text("id");
        String merged = workspace
                .post(CONTACTS, Map.of("email", "quentinmerged@acme.com"))
                .text("id");
        workspace
                .post(CONTACTS + kept + "/merge/", Map.of("duplicate_ids", List.of(merged)))
                .expect(200);
        workspace.delete(CONTACTS + kept + "/?hard=true").expect(200);
        workspace.get(CONTACTS + merged + "/").expectError(404, "not_found", "nothing");
        assertThat(workspace.get(LOG).data()).hasSize(2);
        assertThat(tracesIn(dump(), List.of("quentinmerged"))).isEmpty();
    }

    @Test
    void theDataExportHasAllThatIsHeld() {
        TestClient workspace = workspace();
        String id = person(workspace);
        Answer export = workspace.get(CONTACTS + id + "/data-export/").expect(200);
        assertThat(export.text("/contacts/0/email")).isEqualTo("zebediah@quillfeather.example.com");
        assertThat(export.json().get("events").size()).isEqualTo(2);
        assertThat(export.json().get("enrollments").size()).isEqualTo(1);
        assertThat(export.json().get("history").toString()).contains("contact.created", "oldaddress@example.com");
        assertThat(export.text("/suppressed/by")).isEqualTo("workspace");
        assertThat(workspace.get(CONTACTS + id + "/").text("email")).startsWith("zebediah");
        workspace.delete(CONTACTS + id + "/?hard=true").expect(200);
    }

    /** Somebody of whom there is something everywhere. */
    private static String person(TestClient workspace) {
        // Nobody listens there, so that what is to be sent waits.
        workspace
                .post(
                        "/api/v1/webhooks/",
                        Map.of("url", "http://127.0.0.1:9/", "events", List.of("contact.created", "contact.updated")))
                .expect(201);
        String id = workspace
                .with("Idempotency-Key", "person-1")
                .post(
                        CONTACTS,
                        Map.of(
                                "email", "oldaddress@example.com",
                                "first_name", "Zebediah",
                                "last_name", "Quillfeather",
                                "phone", "+1-555-0199",
                                "title", "Chief Zebra",
                                "city", "Zebratown",
                                "tags", List.of("zebediah-fan")))
                .expect(201)
                .text("id");
        workspace
                .post("/api/v1/suppressions/", Map.of("email", "oldaddress@example.com"))
                .expect(201);
        workspace
                .patch(
                        CONTACTS + id + "/",
                        Map.of("email", "zebediah@quillfeather.example.com", "title", "Chief Zebra!"))
                .expect(200);
        String sequence = workspace
                .post("/api/v1/sequences/", Map.of("name", "S", "status", "active"))
                .expect(201)
                .text("id");
        workspace
                .post("/api/v1/sequences/" + sequence + "/enroll/", Map.of("contact_ids", List.of(id)))
                .expect(200);
        event(workspace, "o" + id, id, "email_opened", Map.of("seen_by", "Zebediah"));
        event(workspace, "u" + id, id, "email_unsubscribed", Map.of());
        return id;
    }

    private static void event(
            TestClient workspace, String externalId, String id, String type, Map<String, Object> properties) {
        Map<String, Object> event =
                Map.of("external_id", externalId, "contact_id", id, "event_type", type, "properties", properties);
        Answer answer = workspace.post("/api/v1/engine/events/", Map.of("events", List.of(event)));
        assertThat(answer.expect(200).text("/data/0/status")).isEqualTo("recorded");
    }

    private static String hash(String workspaceId, JsonNode entry) throws Exception {
        String reason =
                entry.get("reason").isNull() ? null : entry.get("reason").stringValue();
        String text = JsonMapper.builder()
                .build()
                .writeValueAsString(Arrays.asList(
                        workspaceId,
                        Long.toString(entry.get("number").longValue()),
                        entry.get("id").stringValue(),
                        entry.get("contact_id").stringValue(),
                        entry.get("email_hash").stringValue(),
                        entry.get("requested_by").stringValue(),
                        reason,
                        entry.get("erased").toString(),
                        entry.get("erased_at").stringValue(),
                        entry.get("previous_hash").stringValue()));
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Every row of every table as text, bytes as what they spell. */
    private static Map<String, String> dump() throws SQLException {
        Map<String, String> dump = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set bytea_output = 'escape'");
            List<String> tables = new ArrayList<>();
            try (ResultSet names =
                    statement.executeQuery("select tablename from pg_tables where schemaname = current_schema()")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery(
                        "select coalesce(string_agg(t::text, E'\\n'), '') from \"" + table + "\" t")) {
                    row.next();
                    dump.put(table, row.getString(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return dump;
    }

    private static List<String> tracesIn(Map<String, String> dump, List<String> traces) {
        List<String> found = new ArrayList<>();
        dump.forEach((table, text) -> traces.forEach(trace -> {
            if (!table.equals("company") && text.contains(trace.toLowerCase(Locale.ROOT))) {
                found.add(trace + " in " + table);
            }
        }));
        return found;
    }

    private static TestClient workspace() {
        return roster.workspace("*", "engine:events", "admin:gdpr");
    }

    private static Connection connect() throws SQLException {
        var address = roster.database().address();
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
