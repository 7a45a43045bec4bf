package io.roster.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The history of a contact and the feed of a workspace, through HTTP. */
class ChangesOverHttpTest {
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
    void theHistoryTellsWhoChangedWhatTheNewestFirst() {
        TestClient workspace = roster.workspace();
        String id = create(workspace, "a@acme.com");
        workspace.patch(CONTACTS + id + "/", Map.of("city", "Oslo")).expect(200);
        workspace.patch(CONTACTS + id + "/", Map.of("city", "Oslo")).expect(200);
        workspace.patch(CONTACTS + id + "/", Map.of("tags", List.of("x"))).expect(200);
        Answer history = workspace.get(CONTACTS + id + "/history/").expect(200);
        assertThat(history.data())
                .extracting(entry -> entry.get("changes").toString())
                .containsExactly(
                        "{\"tags\":{\"to\":[\"x\"],\"from\":[]}}", "{\"city\":{\"to\":\"Oslo\",\"from\":null}}", "{}");
        assertThat(List.copyOf(history.data().getFirst().propertyNames()))
                .containsExactly("at", "actor", "source", "changes");
        assertThat(history.data()).allSatisfy(entry -> {
            assertThat(entry.get("actor").stringValue()).isEqualTo("Test key");
            assertThat(entry.get("source").stringValue()).isEqualTo("api");
        });
        assertThat(history.json().at("/meta/total_count").intValue()).isEqualTo(3);
    }

    @Test
    void theHistoryComesInPages() {
        TestClient workspace = roster.workspace();
        String id = create(workspace, "a@acme.com");
        for (int i = 0; i < 5; i++) {
            workspace.patch(CONTACTS + id + "/", Map.of("city", "c" + i)).expect(200);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = workspace.get(CONTACTS + id + "/history/?page_size=2" + cursor);
            page.data().forEach(entry -> seen.add(entry.at("/changes/city/to").stringValue("created")));
            JsonNode next = page.json().at("/meta/next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly("c4", "c3", "c2", "c1", "c0", "created");
        String other = create(workspace, "b@acme.com");
        String first = workspace.get(CONTACTS + id + "/history/?page_size=2").text("/meta/next_cursor");
        workspace.get(CONTACTS + other + "/history/?cursor=" + first).expectError(400, "validation_error", "cursor");
    }

    @Test
    void theHistoryOfAContactOfAnotherWorkspaceIsNotThere() {
        String id = create(roster.workspace(), "a@acme.com");
        roster.workspace().get(CONTACTS + id + "/history/").expectError(404, "not_found", "nothing");
        roster.workspace().get(CONTACTS + "nonsense/history/").expectError(404, "not_found", "nothing");
    }

    @Test
    void theFeedTellsEveryChangeInOrderWithTheContactAsItIsNow() {
        TestClient workspace = roster.workspace();
        String id = create(workspace, "a@acme.com");
        workspace.patch(CONTACTS + id + "/", Map.of("city", "Oslo")).expect(200);
        workspace.delete(CONTACTS + id + "/").expect(200);
        List<JsonNode> seen = new ArrayList<>();
        String cursor = follow(workspace, "limit=1&wait=5", 3, seen);
        assertThat(seen)
                .extracting(change -> change.get("type").stringValue())
                .containsExactly("contact.created", "contact.updated", "contact.deleted");
        assertThat(List.copyOf(seen.getFirst().propertyNames()))
                .containsExactly("id", "type", "contact_id", "at", "actor", "source", "changes", "contact");
        assertThat(seen).allSatisfy(change -> {
            assertThat(change.get("id").stringValue()).startsWith("evt_");
            assertThat(change.get("contact_id").stringValue()).isEqualTo(id);
            assertThat(change.at("/contact/city").stringValue()).isEqualTo("Oslo");
            assertThat(change.at("/contact/is_deleted").booleanValue()).isTrue();
        });
        Answer end = workspace.get("/api/v1/changes/?cursor=" + cursor).expect(200);
        assertThat(end.data()).isEmpty();
        assertThat(end.text("/meta/next_cursor")).isEqualTo(cursor);
        assertThat(end.json().at("/meta/has_more").booleanValue()).isFalse();
    }

    @Test
    void aReaderThatStartsNowWaitsForWhatComes() throws Exception {
        TestClient workspace = roster.workspace();
        create(workspace, "before@acme.com");
        Answer start = workspace.get("/api/v1/changes/?start=now").expect(200);
        assertThat(start.data()).isEmpty();
        String cursor = start.text("/meta/next_cursor");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> waiting = threads.submit(() -> workspace.get("/api/v1/changes/?wait=20&cursor=" + cursor));
            String id = create(workspace, "after@acme.com");
            assertThat(waiting.get().expect(200).data())
                    .extracting(change -> change.get("contact_id").stringValue())
                    .containsExactly(id);
        }
    }

    @Test
    void aServerThatStopsLetsThoseGoWhoWait() throws Exception {
        TestRoster stopping = TestRoster.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient workspace = stopping.workspace();
            Future<Answer> waiting = threads.submit(() -> workspace.get("/api/v1/changes/?wait=30"));
            Thread.sleep(500);
            long begun = System.nanoTime();
            Future<?> closing = threads.submit(stopping::close);
            assertThat(waiting.get().expect(200).data()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            closing.get();
        }
    }

    @Test
    void whatIsNoCursorOrNoNumberIsRefusedByName() {
        TestClient workspace = roster.workspace();
        String cursor = workspace.get("/api/v1/changes/").expect(200).text("/meta/next_cursor");
        TestClient other = roster.workspace();
        other.get("/api/v1/changes/?cursor=" + cursor).expectError(400, "validation_error", "cursor");
        workspace.get("/api/v1/changes/?cursor=x" + cursor).expectError(400, "validation_error", "cursor");
        workspace.get("/api/v1/changes/?limit=1001").expectError(400, "validation_error", "limit");
        workspace.get("/api/v1/changes/?limit=0").expectError(400, "validation_error", "limit");
        workspace.get("/api/v1/changes/?wait=31").expectError(400, "validation_error", "wait");
        workspace.get("/api/v1/changes/?start=later").expectError(400, "validation_error", "start");
        workspace.get("/api/v1/changes/?start=now&cursor=" + cursor).expectError(400, "validation_error", "start");
        workspace.get("/api/v1/changes/?since=1").expectError(400, "validation_error", "since");
        roster.workspace("webhooks:read").get("/api/v1/changes/").expectError(403, "forbidden", "nothing");
    }

    private static String create(TestClient workspace, String email) {
        return workspace.post(CONTACTS, Map.of("email", email)).expect(201).text("id");
    }

    /** Follows the feed until {@code count} changes are seen; returns the cursor after them. */
    private static String follow(TestClient workspace, String parameters, int count, List<JsonNode> seen) {
        String cursor = "";
        while (seen.size() < count) {
            Answer part =
                    workspace.get("/api/v1/changes/?" + parameters + cursor).expect(200);
            assertThat(part.data()).as("there are %d changes to come", count).isNotEmpty();
            seen.addAll(part.data());
            cursor = "&cursor=" + part.text("/meta/next_cursor");
        }
        return cursor.substring("&cursor=".length());
    }
}
