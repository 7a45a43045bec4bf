package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private final TestDatabase test = TestPostgres.emptyDatabase();
    private final Database database = new Database(test.address(), 3);

    @BeforeEach
    void table() {
        run("create table things (id int constraint things_key primary key, text text)");
    }

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    @Test
    void aTransactionThatReturnsIsCommitted() {
        assertThat(database.<Integer>write(tx -> insert(tx, 1))).isEqualTo(1);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aTransactionThatThrowsLeavesNothingAndTheConnectionIsUsable() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> database.write(tx -> {
                        insert(tx, 1);
                        throw Failure.notFound("Thing");
                    }))
                    .isInstanceOf(Refusal.class)
                    .hasMessage("Thing not found");
        }
        assertThat(ids()).isEmpty();
        database.read(tx -> insert(tx, 2));
        assertThat(ids()).containsExactly(2);
    }

    @Test
    void aConnectionWhoseServerFallsSilentIsGivenUpAfterAMinute() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
        }
    }

    @Test
    void connectionsAreOpenedWhenTheyAreWanted() throws Exception {
        Thread.sleep(200); // by when a pool that fills itself is full
        assertThat(database.<Long>read(DatabaseTest::connections)).isLessThan(3);
        CyclicBarrier all = new CyclicBarrier(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(() -> database.read(tx -> {
                    await(all);
                    return connections(tx);
                })));
            }
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isEqualTo(3);
            }
        }
    }

    private static long connections(Tx tx) {
        return tx.sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and application_name = 'roster'")
                .one(Row::bigint);
    }

    @Test
    void aLostRaceIsRunAgainFromItsStart() {
        AtomicInteger runs = new AtomicInteger();
        int result = database.write(tx -> {
            insert(tx, 1);
            if (runs.incrementAndGet() < 3) {
                throw new RunAgain();
            }
            return runs.get();
        });
        assertThat(result).isEqualTo(3);
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void aRaceThatIsNeverWonIsUnavailable() {
        AtomicInteger runs = new AtomicInteger();
        assertUnavailable(() -> database.write(tx -> {
            runs.incrementAndGet();
            throw new RunAgain();
        }));
        assertThat(runs).hasValue(20);
    }

    @Test
    void aDeadlockIsRunAgainUntilBothSucceed() throws Exception {
        database.write(tx -> insert(tx, 1) + insert(tx, 2));
        CyclicBarrier met = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> up = threads.submit(() -> lockBoth(1, 2, met, runs));
            Future<Integer> down = threads.submit(() -> lockBoth(2, 1, met, runs));
            assertThat(up.get() + down.get()).isEqualTo(4);
        }
        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void anExhaustedPoolIsUnavailableWithinFiveSeconds() throws Exception {
        CountDownLatch taken = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                var _ = threads.submit(() -> database.read(tx -> {
                    taken.countDown();
                    await(release);
                    return insert(tx, tx.hashCode());
                }));
            }
            taken.await();
            long start = System.nanoTime();
            assertUnavailable(this::ids);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            release.countDown();
        }
        assertThat(ids()).hasSize(3);
    }

    @Test
    void aConnectionThatTheServerCutIsUnavailableOnceAndThenReplaced() {
        assertUnavailable(() -> database.write(tx -> {
            tx.sql("select pg_terminate_backend(pg_backend_pid())").run();
            return insert(tx, 1);
        }));
        assertThat(ids()).isEmpty();
    }

    @Test
    void aStatementThatTakesTooLongIsUnavailable() {
        assertUnavailable(() -> database.write(tx -> {
            tx.sql("set local statement_timeout = '30ms'").run();
            tx.sql("select pg_sleep(5)").run();
            return 0;
        }));
        assertThat(database.<String>read(tx -> tx.sql("show statement_timeout").one(Row::text)))
                .isEqualTo("10s");
    }

    @Test
    void aViolatedConstraintIsNamedAndItsValuesAreNot() {
        database.write(tx -> insert(tx, 4711));
        var fault = catchThrowableOfType(DatabaseException.class, () -> database.write(tx -> insert(tx, 4711)));
        assertThat(fault.violatesUnique("things_key")).isTrue();
        assertThat(fault.violatesUnique("another")).isFalse();
        assertThat(fault).message().doesNotContain("4711");
    }

    @Test
    void aConstraintThatIsDeferredToTheCommitIsNamedToo() {
        run("create table later (id int constraint later_key unique deferrable initially deferred)");
        var fault = catchThrowableOfType(
                DatabaseException.class,
                () -> database.write(
                        tx -> tx.sql("insert into later values (1), (1)").update()));
        assertThat(fault.violatesUnique("later_key")).isTrue();
        assertThat(ids()).isEmpty();
    }

    @Test
    void aStatementIsPreparedAtItsFirstUse() {
        List<String> prepared = database.write(tx -> {
            insert(tx, 1);
            return tx.sql("select statement from pg_prepared_statements").list(Row::text);
        });
        assertThat(prepared).anyMatch(statement -> statement.startsWith("insert into things"));
    }

    @Test
    void timesOfTheSessionAreUtc() {
        assertThat(database.<String>read(tx -> tx.sql("show timezone").one(Row::text)))
                .isEqualTo("UTC");
    }

    private int lockBoth(int first, int second, CyclicBarrier met, AtomicInteger runs) {
        return database.write(tx -> {
            int run = runs.incrementAndGet();
            int touched = touch(tx, first);
            if (run <= 2) {
                await(met);
            }
            return touched + touch(tx, second);
        });
    }

    private static int touch(Tx tx, int id) {
        return tx.sql("update things set text = 'touched' where id = ?")
                .bind(id)
                .update();
    }

    private static int insert(Tx tx, int id) {
        return tx.sql("insert into things (id) values (?)").bind(id).update();
    }

    private List<Integer> ids() {
        return database.read(tx -> tx.sql("select id from things order by id").list(Row::integer));
    }

    private void run(String statement) {
        database.write(tx -> tx.sql(statement).update());
    }

    private static void assertUnavailable(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.failure()).isInstanceOf(Failure.Unavailable.class);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
