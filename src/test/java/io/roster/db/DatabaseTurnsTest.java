package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseTurnsTest {
    private final TestDatabase test = TestPostgres.emptyDatabase();
    private final Database database = new Database(test.address(), 3);
    private final Database turns = database.inTurns(1);

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    @Test
    void inTurnsOneComesAfterTheOtherInTheirOrderAndNobodyElseWaits() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                waiting.add(threads.submit(() -> turns.read(tx -> {
                    await(first);
                    return order.add(number);
                })));
                Thread.sleep(50);
            }
            assertThat(database.<Boolean>write(DatabaseTurnsTest::pause)).isTrue();
            assertThat(order).isEmpty();
            first.countDown();
            for (Future<?> one : waiting) {
                one.get();
            }
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoeverWaitsForTooLongIsToldSoWithinFiveSecondsAndIsNotLeftInterrupted() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> slow = threads.submit(() -> turns.read(_ -> {
                taken.countDown();
                await(release);
                return true;
            }));
            taken.await();
            long start = System.nanoTime();
            assertUnavailable();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
            assertThat(Thread.interrupted()).isFalse();
            release.countDown();
            assertThat(slow.get()).isTrue();
        }
        assertThat(turns.<Boolean>read(DatabaseTurnsTest::pause)).isTrue();
    }

    @Test
    void whoeverIsInterruptedWhileWaitingIsToldSoAtOnceAndStaysInterrupted() {
        turns.read(_ -> {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Boolean> other = threads.submit(() -> {
                    Thread.currentThread().interrupt();
                    assertUnavailable();
                    return Thread.interrupted();
                });
                assertThat(other).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(true);
            }
            return true;
        });
    }

    @Test
    void thoseWhoTakeTurnsAreTimedByThemselves() {
        assertThat(turns.used()).isZero();
        turns.read(DatabaseTurnsTest::pause);
        assertThatThrownBy(() -> turns.write(tx -> {
                    pause(tx);
                    throw Failure.notFound("Thing");
                }))
                .isInstanceOf(Refusal.class);
        Duration used = turns.used();
        assertThat(used).isBetween(Duration.ofMillis(40), Duration.ofSeconds(10));
        database.read(DatabaseTurnsTest::pause);
        assertThat(turns.used()).isEqualTo(used);
    }

    private void assertUnavailable() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> turns.read(DatabaseTurnsTest::pause));
        assertThat(refusal).isNotNull();
        assertThat(refusal.failure()).isInstanceOf(Failure.Unavailable.class);
    }

    private static boolean pause(Tx tx) {
        return tx.sql("select pg_sleep(0.02)").one(_ -> true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
