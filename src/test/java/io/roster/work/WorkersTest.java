package io.roster.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final String KIND = "count";
    private static final int STEPS = 40;

    private final TestDatabase database = TestPostgres.database();
    private final Database store = new Database(database.address(), 12);
    private final UuidV7 ids = new UuidV7(InstantSource.system());
    private final Jobs jobs = new Jobs(ids, InstantSource.system());
    private final UUID workspace = ids.next();

    @BeforeEach
    void aTableThatEveryStepWritesTo() {
        store.write(tx -> tx.sql("create table step (job uuid not null, number integer not null)")
                .update());
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    @Test
    void everyStepIsDoneOnceHoweverManyServersShareTheJobs() throws Exception {
        List<Job> queued = store.write(tx -> jobs.queue(
                tx,
                workspace,
                KIND,
                IntStream.range(0, 20)
                        .mapToObj(i -> Map.<String, Object>of("number", i))
                        .toList()));
        try (Workers _ = workers(i -> {});
                Workers _ = workers(i -> {})) {
            for (Job job : queued) {
                awaitEnd(job.id());
            }
        }
        assertThat(steps()).isEqualTo(20 * STEPS);
        assertThat(distinctSteps()).isEqualTo(20 * STEPS);
    }

    @Test
    void aServerThatStopsGivesItsJobBackAtTheEndOfAStepAndAnotherGoesOnThere() throws Exception {
        Job job = store.write(tx -> jobs.queue(tx, workspace, KIND, Map.of()));
        CountDownLatch half = new CountDownLatch(STEPS / 2);
        Workers first = workers(i -> half.countDown());
        half.await();
        first.close();
        int done = steps();
        assertThat(done).isBetween(STEPS / 2 - 1, STEPS); // the last step may not have been committed yet
        try (Workers _ = workers(i -> {})) {
            awaitEnd(job.id());
        }
        assertThat(distinctSteps()).isEqualTo(STEPS).isEqualTo(steps());
    }

    @Test
    void aDeadServersJobIsTakenOverWhereItIsAndTheDeadOneCanDoNoMore() throws Exception {
        Job job = store.write(tx -> jobs.queue(tx, workspace, KIND, Map.of()));
        JobStore table = new JobStore();
        UUID claim = ids.next();
        Job claimed = store.write(tx -> table.claim(tx, Set.of(KIND), claim)).orElseThrow();
        Turn dead = new Turn(store, table, claimed, claim, () -> false);
        for (int i = 0; i < 7; i++) {
            step(dead, i);
        }
        assertThat(store.<Optional<Job>>write(tx -> table.claim(tx, Set.of(KIND), ids.next())))
                .isEmpty();
        store.write(tx -> tx.sql("update job set lease_until = clock_timestamp() - interval '1 second'")
                .update());
        try (Workers _ = workers(i -> {})) {
            awaitEnd(job.id());
        }
        assertThatThrownBy(() -> step(dead, 7)).isInstanceOf(Turn.Over.class);
        assertThat(distinctSteps()).isEqualTo(STEPS).isEqualTo(steps());
    }

    @Test
    void aJobThatFailsIsTriedAgainAndThenGivenUp() throws Exception {
        Job job = store.write(tx -> jobs.queue(tx, workspace, KIND, Map.of()));
        try (Workers _ = workers(i -> {
            if (i == 3) {
                throw new IllegalStateException("step 3 never works");
            }
        })) {
            assertThat(awaitEnd(job.id()).status()).isEqualTo(Job.Status.FAILED);
        }
        assertThat(steps()).isEqualTo(3);
    }

    private Workers workers(IntConsumer before) {
        Handler counting = new Handler() {
            @Override
            public String kind() {
                return KIND;
            }

            @Override
            public int lanes() {
                return 3;
            }

            @Override
            public int attempts() {
                return 2;
            }

            @Override
            public void run(Turn turn) {
                int done = turn.progress().get("done") instanceof Number number ? number.intValue() : 0;
                for (int i = done; i < STEPS; i++) {
                    before.accept(i);
                    step(turn, i);
                }
            }
        };
        return new Workers(store, new Random(1), InstantSource.system(), ids, List.of(counting)).start();
    }

    private static void step(Turn turn, int number) {
        turn.step(tx -> {
            tx.sql("insert into step (job, number) values (?, ?)")
                    .bind(turn.jobId())
                    .bind(number)
                    .update();
            return new Turn.Step<>(true, Map.of("done", number + 1));
        });
    }

    private Job awaitEnd(UUID id) throws InterruptedException {
        while (true) {
            Job job = store.read(tx -> jobs.find(tx, workspace, KIND, id)).orElseThrow();
            if (job.finishedAt() != null) {
                return job;
            }
            Thread.sleep(20);
        }
    }

    private int steps() {
        return store.read(tx -> tx.sql("select count(*)::int from step").one(Row::integer));
    }

    private int distinctSteps() {
        return store.read(tx ->
                tx.sql("select count(distinct (job, number))::int from step").one(Row::integer));
    }
}
