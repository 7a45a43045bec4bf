package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.Measured;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class ImportsTest {
    private static final String RESTS = "roster_import_rests_seconds_sum";

    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    private TestClient client;

    @BeforeEach
    void workspace() {
        client = roster.workspace();
    }

    @Test
    void aPlainFileBecomesContacts() {
        Answer queued = Form.file("email,first_name,tags\nAda@Acme.com,Ada,a;b\nbob@acme.com,Bob,\n")
                .post(client, "/api/v1/imports/")
                .expect(202);
        assertThat(queued.text("id")).startsWith("imp_");
        assertThat(queued.json().propertyNames())
                .containsExactly(
                        "id",
                        "status",
                        "file_name",
                        "total_rows",
                        "processed_rows",
                        "created",
                        "updated",
                        "unchanged",
                        "skipped",
                        "rejected",
                        "error",
                        "created_at",
                        "started_at",
                        "finished_at");
        JsonNode ended = Form.end(client, queued.text("id"));
        Form.assertCounts(ended, 2, 0, 0, 0, 0);
        JsonNode ada = contact("ada@acme.com");
        assertThat(ada.get("first_name").stringValue()).isEqualTo("Ada");
        assertThat(ada.get("tags").values()).extracting(JsonNode::stringValue).containsExactly("a", "b");
        assertThat(ada.at("/company/domain").stringValue()).isEqualTo("acme.com");
        assertThat(client.get("/api/v1/imports/").expect(200).data())
                .hasSize(1)
                .first()
                .isEqualTo(ended);
    }

    @Test
    void theLastOfTwoRowsWithOneAddressWinsWhenUpdating() {
        JsonNode ended = Form.file("email,title\na@x.org,CEO\nb@x.org,CTO\nA@x.org,CFO\na@x.org,CFO\n")
                .updating()
                .run(client);
        Form.assertCounts(ended, 2, 1, 1, 0, 0);
        assertThat(contact("a@x.org").get("title").stringValue()).isEqualTo("CFO");
    }

    @Test
    void withoutUpdatingWhatIsThereIsSkipped() {
        client.post("/api/v1/contacts/", Map.of("email", "a@x.org", "title", "CEO"))
                .expect(201);
        JsonNode ended = Form.file("email,title\na@x.org,CFO\n").run(client);
        Form.assertCounts(ended, 0, 0, 0, 1, 0);
        assertThat(contact("a@x.org").get("title").stringValue()).isEqualTo("CEO");
    }

    @Test
    void anEmptyCellSaysNothing() {
        client.post("/api/v1/contacts/", Map.of("email", "a@x.org", "title", "CEO", "city", "Rome"))
                .expect(201);
        JsonNode ended = Form.file("email,title,city\na@x.org,, \n").updating().run(client);
        Form.assertCounts(ended, 0, 0, 1, 0, 0);
    }

    @Test
    void rowsAreRejectedOneByOneAndComeBackAsTheyCame() {
        client.post("/api/v1/suppressions/", Map.of("email", "no@x.org", "reason", "asked"))
                .expect(201);
        JsonNode ended = Form.file("""
                        Email,Country,Note
                        good@x.org,DE,fine
                        nonsense,DE,=1+1
                        ,DE,no address
                        b@x.org,Atlantis,"a ""quoted"" one, here"
                        no@x.org,DE,
                        c@x.org,DE,x,more
                        """).run(client);
        Form.assertCounts(ended, 1, 0, 0, 0, 5);
        Answer errors = client.get("/api/v1/imports/" + ended.get("id").stringValue() + "/errors/")
                .expect(200);
        assertThat(errors.header("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(errors.body().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("row,code,message,field,Email,Country,Note"),
                        line -> assertThat(line)
                                .startsWith("3,validation_error,")
                                .endsWith(",email,nonsense,DE,'=1+1"),
                        line -> assertThat(line).isEqualTo("4,validation_error,Email is required,email,,DE,no address"),
                        line -> assertThat(line).endsWith(",country,b@x.org,Atlantis,\"a \"\"quoted\"\" one, here\""),
                        line -> assertThat(line).startsWith("6,suppressed,").endsWith(",no@x.org,DE,"),
                        line -> assertThat(line)
                                .startsWith("7,validation_error,")
                                .endsWith(",c@x.org,DE,x,more"));
    }

    @Test
    void aCancelledImportStopsAtOnceAndKeepsWhatItHasApplied() throws Exception {
        String id = Form.file(numbered("p", 60_000))
                .post(client, "/api/v1/imports/")
                .expect(202)
                .text("id");
        String path = "/api/v1/imports/" + id + "/";
        while (client.get(path).json().get("processed_rows").intValue() == 0) {
            Thread.sleep(20);
        }
        long asked = System.nanoTime();
        JsonNode cancelled = client.post(path + "cancel/", "{}").expect(200).json();
        assertThat(System.nanoTime() - asked).isLessThan(2_000_000_000L);
        assertThat(cancelled.get("status").stringValue()).isEqualTo("cancelled");
        int created = cancelled.get("created").intValue();
        assertThat(created).isBetween(1, 59_999);
        Thread.sleep(500);
        assertThat(client.get(path).json()).isEqualTo(cancelled);
        assertThat(client.get("/api/v1/contacts/?page_size=1")
                        .json()
                        .at("/meta/total_count")
                        .intValue())
                .isEqualTo(created);
        client.post(path + "cancel/", "{}").expect(200);
    }

    @Test
    void besideRequestsAnImportRestsAndTellsForHowLong() throws Exception {
        Measured measured = new Measured(roster.operator());
        double before = measured.value(RESTS);
        Form.file(numbered("quiet", 5_000)).run(client);
        double quiet = measured.value(RESTS) - before;
        AtomicBoolean over = new AtomicBoolean();
        Thread crowd = Thread.startVirtualThread(() -> {
            while (!over.get()) {
                client.get("/api/v1/contacts/").expect(200);
            }
        });
        Form.file(numbered("crowd", 5_000)).run(client);
        over.set(true);
        crowd.join();
        assertThat(measured.value(RESTS) - before - quiet)
                .as("seconds of rest, and %s without a crowd", quiet)
                .isGreaterThan(2 * quiet)
                .isGreaterThan(0.05);
    }

    private static String numbered(String name, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> "%s%d@x.org,P%d\n".formatted(name, i, i))
                .collect(Collectors.joining("", "email,first_name\n", ""));
    }

    @Test
    void whatIsOverCannotBeCancelled() {
        JsonNode ended = Form.file("email\na@x.org\n").run(client);
        client.post("/api/v1/imports/" + ended.get("id").stringValue() + "/cancel/", "{}")
                .expectError(409, "conflict", "nothing");
    }

    @Test
    void changesNameTheImportAsTheirActor() {
        JsonNode ended = Form.file("email\na@x.org\n").run(client);
        assertThat(ended.get("id").stringValue()).startsWith("imp_");
        assertThat(Uploaded.actors(roster.database(), ended.get("id").stringValue()))
                .isEqualTo(1);
    }

    @Test
    void theUploadIsDeletedADayAfterTheEnd() {
        JsonNode ended = Form.file("email\na@x.org\n").run(client);
        Uploaded uploaded = new Uploaded(roster.database(), ended.get("id").stringValue());
        uploaded.sweepAfterHours(23);
        assertThat(uploaded.chunks()).isOne();
        uploaded.sweepAfterHours(25);
        assertThat(uploaded.chunks()).isZero();
    }

    @Test
    void aDryRunCountsAndStoresNothing() {
        client.post("/api/v1/contacts/", Map.of("email", "old@x.org")).expect(201);
        Answer queued = Form.file("email\nnew@x.org\nold@x.org\nnonsense\nnew@x.org\n")
                .post(client, "/api/v1/imports/?dry_run=true")
                .expect(202);
        assertThat(queued.header("Roster-Dry-Run")).hasValue("true");
        Form.assertCounts(Form.end(client, queued.text("id")), 1, 0, 0, 2, 1);
        assertThat(client.get("/api/v1/contacts/").data()).hasSize(1);
    }

    @Test
    void aRetryWithTheSameKeyImportsOnceWhateverTheBoundary() {
        TestClient keyed = client.with("Idempotency-Key", "import-1");
        Answer first =
                Form.file("email\na@x.org\n").post(keyed, "/api/v1/imports/").expect(202);
        Answer again =
                Form.file("email\na@x.org\n").post(keyed, "/api/v1/imports/").expect(202);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        Form.file("email\nb@x.org\n").post(keyed, "/api/v1/imports/").expect(409);
        assertThat(client.get("/api/v1/imports/").data()).hasSize(1);
    }

    @Test
    void badUploadsAreRefusedWithTheirPlace() {
        new Form().with("options", "{}").post(client, "/api/v1/imports/").expectError(400, "validation_error", "file");
        Form.file("email\n")
                .with("options", "{\"dedup_behavior\":\"maybe\"}")
                .post(client, "/api/v1/imports/")
                .expectError(400, "validation_error", "options.dedup_behavior");
        Form.file("email\n")
                .with("options", "nonsense")
                .post(client, "/api/v1/imports/")
                .expectError(400, "validation_error", "options");
        Form.file("email\n")
                .with("other", "x")
                .post(client, "/api/v1/imports/")
                .expectError(400, "validation_error", "other");
        Form.file("email\n")
                .with("field_mapping_id", "fm_none")
                .post(client, "/api/v1/imports/")
                .expect(404);
        client.post("/api/v1/imports/", "{}").expect(415);
        client.get("/api/v1/imports/imp_nonsense/").expect(404);
        TestClient other = roster.workspace("contacts:write");
        Form.file("email\n").post(other, "/api/v1/imports/").expect(403);
    }

    @Test
    void anotherWorkspacesImportIsNotThere() {
        String id = Form.file("email\na@x.org\n").run(client).get("id").stringValue();
        TestClient other = roster.workspace();
        Stream.of("", "errors/")
                .forEach(end -> other.get("/api/v1/imports/" + id + "/" + end).expect(404));
        other.post("/api/v1/imports/" + id + "/cancel/", "{}").expect(404);
    }

    private JsonNode contact(String email) {
        return client.get("/api/v1/contacts/?email=" + email).expect(200).data().getFirst();
    }
}
