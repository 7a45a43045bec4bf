package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.idempotency.Fingerprint;
import io.roster.idempotency.IdempotencyKey;
import io.roster.idempotency.StoredAnswers;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a retry does while the first request still runs, on the same server and on another one. */
@Timeout(60)
class IdempotencyWaitTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static TestDatabase store;
    private static Database database;

    @BeforeAll
    static void open() {
        store = TestPostgres.database();
        database = new Database(store.address(), 2); // the first request holds one: fewer than the retries
    }

    @AfterAll
    static void close() {
        database.close();
        store.close();
    }

    @Test
    void aRetryOnTheSameServerGivesUpInTime() throws Exception {
        Idempotency server = server();
        givesUp(server, server);
    }

    @Test
    void aRetryOnAnotherServerGivesUpInTime() throws Exception {
        givesUp(server(), server());
    }

    @Test
    void aRetryOnAnotherServerGetsTheAnswerOfTheFirstWhenItComes() throws Exception {
        Idempotency first = new Idempotency(answers(), Duration.ofSeconds(20));
        Idempotency second = new Idempotency(answers(), Duration.ofSeconds(20));
        IdempotencyKey key = key();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> running = threads.submit(() -> post(first, key, slow(begun, mayEnd)));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            Future<Reply> retry = threads.submit(() -> post(second, key, tx -> Reply.json(201, new byte[] {2})));
            Thread.sleep(300);
            assertThat(retry.isDone()).isFalse();
            mayEnd.countDown();
            assertThat(running.get().headers()).doesNotContainKey("Idempotency-Replayed");
            assertThat(retry.get().headers()).containsEntry("Idempotency-Replayed", "true");
            assertThat(retry.get().body()).isEqualTo(running.get().body());
        }
    }

    @Test
    void whatFailsLeavesTheKeyFree() {
        Idempotency server = server();
        IdempotencyKey key = key();
        assertThatThrownBy(() -> post(server, key, tx -> {
                    throw new IllegalStateException("a defect");
                }))
                .hasMessage("a defect");
        assertThat(post(server, key, tx -> Reply.json(201, new byte[] {1})).headers())
                .doesNotContainKey("Idempotency-Replayed");
    }

    @Test
    void theEffectsOfARefusalAreRolledBackAndItsAnswerIsKept() {
        Idempotency server = server();
        IdempotencyKey key = key();
        UUID effect = UUID.randomUUID();
        Reply first = post(server, key, tx -> {
            tx.sql("insert into account (id, name, agency_mode, created_at) values (?, 'x', false, now())")
                    .bind(effect)
                    .update();
            throw new Failure.Conflict(null, "no").refusal();
        });
        Reply again = post(server, key, tx -> Reply.json(201, new byte[0]));
        assertThat(first.status()).isEqualTo(409);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.headers()).containsEntry("Idempotency-Replayed", "true");
        assertThat(database.<Long>read(tx -> tx.sql("select count(*) from account where id = ?")
                        .bind(effect)
                        .one(row -> row.bigint())))
                .isZero();
    }

    private static void givesUp(Idempotency first, Idempotency second) throws Exception {
        IdempotencyKey key = key();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> running = threads.submit(() -> post(first, key, slow(begun, mayEnd)));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> post(second, key, tx -> Reply.empty(204)))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.failure())
                                    .isEqualTo(new Failure.IdempotencyInProgress(Duration.ofSeconds(1))));
            mayEnd.countDown();
            assertThat(running.get().status()).isEqualTo(201);
        }
    }

    private static Function<Tx, Reply> slow(CountDownLatch begun, CountDownLatch mayEnd) {
        return tx -> {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Reply.json(201, new byte[] {1});
        };
    }

    private static Reply post(Idempotency server, IdempotencyKey key, Function<Tx, Reply> work) {
        return server.answer(
                key,
                Fingerprint.of("POST", "/x", "", new byte[0]),
                database::write,
                write -> write.apply(work),
                refusal -> Reply.empty(409));
    }

    private static Idempotency server() {
        return new Idempotency(answers(), PATIENCE);
    }

    private static StoredAnswers answers() {
        return new StoredAnswers(database, InstantSource.system());
    }

    private static IdempotencyKey key() {
        return new IdempotencyKey(new UUID(1, 1), UUID.randomUUID().toString());
    }
}
