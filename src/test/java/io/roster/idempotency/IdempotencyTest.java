package io.roster.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String KEY = "Idempotency-Key";

    private static TestRoster roster;
    private static TestRoster other;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        other = TestRoster.on(roster.database(), Map.of());
    }

    @AfterAll
    static void stop() {
        other.close();
        roster.close();
    }

    @Test
    void aRetryWithTheSameKeyReplaysTheFirstAnswerByteForByte() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        Answer first = client.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        Answer again = client.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.bytes()).isEqualTo(first.bytes());
        for (String name : List.of("Location", "ETag", "Content-Type")) {
            assertThat(again.header(name))
                    .as(name)
                    .isEqualTo(first.header(name))
                    .isPresent();
        }
        assertThat(again.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
    }

    @Test
    void theReplayTellsWhatWasAndNotWhatIs() {
        TestClient plain = roster.workspace();
        TestClient client = plain.with(KEY, "k-1");
        Answer first = client.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        plain.patch(CONTACTS + first.text("id") + "/", Map.of("city", "Oslo")).expect(200);
        assertThat(client.post(CONTACTS, Map.of("email", "a@acme.com")).body()).isEqualTo(first.body());
    }

    @Test
    void theSlashAtTheEndOfAPathMakesNoOtherRequest() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        client.post("/api/v1/contacts/", Map.of("email", "a@acme.com")).expect(201);
        client.post("/api/v1/contacts", Map.of("email", "a@acme.com")).expect(201);
    }

    @Test
    void theSameKeyForAnotherBodyOrPathIsRefused() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        Answer first = client.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        client.post(CONTACTS, Map.of("email", "b@acme.com")).expectError(409, "idempotency_key_reused", KEY);
        client.post(CONTACTS + first.text("id") + "/tags/", Map.of("email", "a@acme.com"))
                .expectError(409, "idempotency_key_reused", KEY);
        assertThat(client.get(CONTACTS).data()).hasSize(1);
    }

    @Test
    void anotherWorkspaceHasKeysOfItsOwn() {
        TestClient here = roster.workspace().with(KEY, "k-1");
        TestClient there = roster.workspace().with(KEY, "k-1");
        Answer first = here.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        Answer second = there.post(CONTACTS, Map.of("email", "b@acme.com")).expect(201);
        assertThat(second.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void aMendedRequestMayUseTheKeyOfTheOneThatWasInvalid() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        client.post(CONTACTS, Map.of("email", "no address")).expectError(400, "validation_error", "email");
        client.post(CONTACTS, "{").expect(400);
        Answer mended = client.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        assertThat(mended.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void aRefusalThatCameOutOfExecutionIsKept() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        String nobody = CONTACTS + "cont_0000000000000000000001/tags/";
        Answer first = client.post(nobody, Map.of("add", List.of("x"))).expect(404);
        Answer again = client.post(nobody, Map.of("add", List.of("x"))).expect(404);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void theOtherDialectReplaysAndRefusesInItsOwnWords() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        Answer first =
                client.post("/v1/contacts", Map.of("email", "a@acme.com")).expect(201);
        Answer again =
                client.post("/v1/contacts", Map.of("email", "a@acme.com")).expect(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.bytes()).isEqualTo(first.bytes());
        client.post("/v1/contacts", Map.of("email", "b@acme.com")).expectError(409, "IDEMPOTENCY_KEY_REUSED", KEY);
        client.with(KEY, "k-2")
                .post("/v1/contacts", Map.of("email", "a@acme.com"))
                .expectError(409, "EMAIL_ALREADY_EXISTS", "email");
        assertThat(client.with(KEY, "k-2")
                        .post("/v1/contacts", Map.of("email", "a@acme.com"))
                        .expect(409)
                        .header("Idempotency-Replayed"))
                .contains("true");
    }

    @Test
    void aSearchIsReplayedToo() {
        TestClient plain = roster.workspace();
        TestClient client = plain.with(KEY, "k-1");
        Answer first = client.post(CONTACTS + "search/", Map.of()).expect(200);
        plain.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
        Answer again = client.post(CONTACTS + "search/", Map.of()).expect(200);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(again.bytes()).isEqualTo(first.bytes());
    }

    @Test
    void aTokenIsNeverStored() {
        TestClient client = roster.workspace().with(KEY, "k-1");
        String first = client.post("/api/v1/auth/token/", Map.of()).text("access_token");
        Answer again = client.post("/api/v1/auth/token/", Map.of()).expect(200);
        assertThat(again.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.text("access_token")).isNotEqualTo(first);
    }

    @Test
    void aKeyIsOneTo255VisibleCharacters() {
        TestClient client = roster.workspace();
        for (String bad : List.of("", "a b", "x".repeat(256))) {
            client.with(KEY, bad)
                    .post(CONTACTS, Map.of("email", "a@acme.com"))
                    .expectError(400, "validation_error", KEY);
        }
        client.with(KEY, "~".repeat(255))
                .post(CONTACTS, Map.of("email", "a@acme.com"))
                .expect(201);
    }

    @Test
    void fiftyRacersOnTwoServersExecuteOnceTwentyTimes() throws Exception {
        TestClient workspace = roster.workspace();
        String id = workspace.post(CONTACTS, Map.of("email", "a@acme.com")).text("id");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                TestClient here = workspace.with(KEY, "round-" + round);
                TestClient there = here.at(other.url());
                String tag = "tag-" + round;
                List<Future<Answer>> racers = IntStream.range(0, 50)
                        .mapToObj(racer -> threads.submit(() -> (racer % 2 == 0 ? here : there)
                                .post(CONTACTS + id + "/tags/", Map.of("add", List.of(tag)))))
                        .toList();
                assertOneExecuted(racers);
            }
        }
    }

    @Test
    void fiftyRacersMakeOneContactEachRound() throws Exception {
        TestClient workspace = roster.workspace();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                TestClient client = workspace.with(KEY, "round-" + round);
                Map<String, String> body = Map.of("email", "racer-%d@acme.com".formatted(round));
                List<Future<Answer>> racers = IntStream.range(0, 50)
                        .mapToObj(racer -> threads.submit(() -> client.at(racer % 2 == 0 ? roster.url() : other.url())
                                .post(CONTACTS, body)))
                        .toList();
                assertOneExecuted(racers);
                for (Future<Answer> racer : racers) {
                    racer.get().expect(201); // not the 200 of a second execution
                }
            }
        }
        assertThat(workspace.get(CONTACTS).data()).hasSize(20);
    }

    private static void assertOneExecuted(List<Future<Answer>> racers) throws InterruptedException, ExecutionException {
        String body = racers.getFirst().get().body();
        int executed = 0;
        for (Future<Answer> racer : racers) {
            assertThat(racer.get().body()).isEqualTo(body);
            executed += racer.get().header("Idempotency-Replayed").isPresent() ? 0 : 1;
        }
        assertThat(executed).isEqualTo(1);
    }
}
