package io.roster.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writers of all sorts at once, and readers that must see every change once. */
class ChangeFeedConcurrencyTest {
    private static final int WRITERS = 16;
    private static final int TRANSACTIONS = 40;
    private static final Actor ACTOR = new Actor("test", Actor.Source.API);

    private static TestDatabase database;
    private static Database pool;
    private static LogEpoch epoch;

    private static final UuidV7 ids = new UuidV7(Clock.systemUTC());
    private static final Bells bells = new Bells();
    private static ChangeLog log;
    private static ChangeFeed feed;

    @BeforeAll
    static void start() {
        database = TestPostgres.database();
        pool = new Database(database.address(), WRITERS + 4);
        epoch = LogEpoch.of(pool);
        log = new ChangeLog(epoch, ids, bells);
        feed = new ChangeFeed(pool, epoch, bells);
    }

    @AfterAll
    static void stop() {
        pool.close();
        database.close();
    }

    @Test
    void aReaderSeesEveryChangeOnceWhileSixteenWritersCommitInAnyOrder() throws Exception {
        UUID workspace = UUID.randomUUID();
        long seed = System.nanoTime();
        AtomicBoolean written = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<LoggedChange>> patient =
                    threads.submit(() -> follow(workspace, FeedPlace.BEGINNING, 7, Duration.ofSeconds(1), written));
            Future<List<LoggedChange>> hasty =
                    threads.submit(() -> follow(workspace, FeedPlace.BEGINNING, 1000, Duration.ZERO, written));
            List<UUID> expected = new ArrayList<>();
            for (Future<List<UUID>> writer : startWriters(threads, workspace, seed)) {
                expected.addAll(writer.get());
            }
            written.set(true);
            assertThat(patient.get())
                    .as("seed %d", seed)
                    .extracting(ChangeFeedConcurrencyTest::id)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(hasty.get()).as("both readers, in the same order").isEqualTo(patient.get());
        }
    }

    @Test
    void aReaderThatStartsNowSeesWhatIsCommittedLaterThoughItBeganEarlierAndNothingElse() throws Exception {
        UUID workspace = UUID.randomUUID();
        AtomicBoolean written = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Gate early = new Gate();
            UUID before = ids.next();
            UUID open = ids.next();
            Future<?> running = threads.submit(() -> pool.write(tx -> {
                log.append(tx, workspace, List.of(change(open, UUID.randomUUID(), Change.Type.CREATED)));
                early.reached();
                early.pass();
                return open;
            }));
            early.awaitReached();
            append(workspace, change(before, UUID.randomUUID(), Change.Type.CREATED));
            FeedPlace now = feed.now();
            UUID after = ids.next();
            append(workspace, change(after, UUID.randomUUID(), Change.Type.CREATED));
            assertThat(feed.read(workspace, now, 10, Duration.ZERO).changes())
                    .as("nothing is final while an older transaction runs")
                    .isEmpty();
            early.open();
            running.get();
            written.set(true);
            assertThat(follow(workspace, now, 1, Duration.ZERO, written))
                    .extracting(ChangeFeedConcurrencyTest::id)
                    .containsExactly(open, after);
        }
    }

    @Test
    void aTransactionThatBeganEarlierAndChangesAContactLaterComesLater() throws Exception {
        UUID workspace = UUID.randomUUID();
        UUID contact = UUID.randomUUID();
        append(workspace, change(ids.next(), contact, Change.Type.CREATED));
        AtomicInteger runs = new AtomicInteger();
        UUID late = ids.next();
        UUID quick = ids.next();
        pool.write(tx -> {
            tx.sql("select pg_current_xact_id()").run();
            if (runs.incrementAndGet() == 1) {
                append(workspace, change(quick, contact, Change.Type.UPDATED));
            }
            log.append(tx, workspace, List.of(change(late, contact, Change.Type.UPDATED)));
            return late;
        });
        assertThat(runs).hasValue(2);
        assertThat(feed.read(workspace, FeedPlace.BEGINNING, 10, Duration.ofSeconds(5))
                        .changes())
                .extracting(ChangeFeedConcurrencyTest::id)
                .endsWith(quick, late);
    }

    @Test
    void positionsGrowAcrossARestoreIntoAClusterWhoseTransactionsBeginAnew() {
        UUID workspace = UUID.randomUUID();
        UUID old = ids.next();
        append(workspace, change(old, UUID.randomUUID(), Change.Type.CREATED));
        ChangeFeed.Part first = feed.read(workspace, FeedPlace.BEGINNING, 10, Duration.ofSeconds(5));
        FeedPlace now = feed.now();
        // As if all that had happened in a cluster that had come to the transaction ten million when it was dumped.
        LogEpoch restored = new LogEpoch(epoch.number() + 1);
        ChangeFeed newFeed = new ChangeFeed(pool, restored, bells);
        UUID fresh = ids.next();
        pool.write(tx -> {
            new ChangeLog(restored, ids, bells)
                    .append(tx, workspace, List.of(change(fresh, UUID.randomUUID(), Change.Type.CREATED)));
            return fresh;
        });
        assertThat(newFeed.read(workspace, first.next(), 10, Duration.ofSeconds(5))
                        .changes())
                .extracting(ChangeFeedConcurrencyTest::id)
                .containsExactly(fresh);
        assertThat(newFeed.read(workspace, now, 10, Duration.ofSeconds(5)).changes())
                .extracting(ChangeFeedConcurrencyTest::id)
                .containsExactly(fresh);
        assertThat(newFeed.read(workspace, FeedPlace.BEGINNING, 10, Duration.ZERO)
                        .changes())
                .extracting(ChangeFeedConcurrencyTest::id)
                .containsExactly(old, fresh);
    }

    @Test
    void anotherClusterBeginsAnEpochAndTheSameOneKeepsIt() {
        assertThat(LogEpoch.of(pool)).isEqualTo(epoch);
        try (TestDatabase other = TestPostgres.database();
                Database restored = new Database(other.address(), 2)) {
            restored.write(tx -> tx.sql("insert into log_epoch values (4, 'the cluster of the dump')")
                    .update());
            assertThat(LogEpoch.of(restored)).isEqualTo(new LogEpoch(5));
            assertThat(LogEpoch.of(restored)).isEqualTo(new LogEpoch(5));
        }
    }

    @Test
    void aWaitingReaderHoldsNoConnectionAndIsWokenByACommit() throws Exception {
        UUID workspace = UUID.randomUUID();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ChangeFeed.Part>> waiting = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                waiting.add(
                        threads.submit(() -> feed.read(workspace, FeedPlace.BEGINNING, 10, Duration.ofSeconds(20))));
            }
            Thread.sleep(300);
            long begun = System.nanoTime();
            append(workspace, change(ids.next(), UUID.randomUUID(), Change.Type.CREATED));
            for (Future<ChangeFeed.Part> reader : waiting) {
                assertThat(reader.get().changes()).hasSize(1);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private List<Future<List<UUID>>> startWriters(ExecutorService threads, UUID workspace, long seed) {
        List<Future<List<UUID>>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(seed + i);
            boolean slow = i % 4 == 0;
            writers.add(threads.submit((Callable<List<UUID>>) () -> {
                List<UUID> written = new ArrayList<>();
                for (int t = 0; t < (slow ? TRANSACTIONS / 8 : TRANSACTIONS); t++) {
                    written.addAll(pool.write(tx -> {
                        // The id of the transaction is taken here, and what it writes comes any time later.
                        tx.sql("select pg_current_xact_id()").one(Row::text);
                        pause(random.nextInt(slow ? 800 : 10));
                        List<Change> changes = new ArrayList<>();
                        for (int c = random.nextInt(4); c >= 0; c--) {
                            changes.add(change(ids.next(), UUID.randomUUID(), Change.Type.CREATED));
                        }
                        log.append(tx, workspace, changes);
                        pause(random.nextInt(slow ? 400 : 10));
                        return changes.stream().map(Change::id).toList();
                    }));
                }
                return written;
            }));
        }
        return writers;
    }

    private List<LoggedChange> follow(UUID workspace, FeedPlace from, int limit, Duration wait, AtomicBoolean written) {
        List<LoggedChange> seen = new ArrayList<>();
        FeedPlace place = from;
        while (true) {
            boolean last = written.get();
            ChangeFeed.Part part = feed.read(workspace, place, limit, wait);
            seen.addAll(part.changes());
            place = part.next();
            if (last && part.changes().isEmpty() && isQuiet()) {
                return seen;
            }
        }
    }

    /** Whether no transaction runs in the cluster, so that everything is final. */
    private boolean isQuiet() {
        return pool.read(
                tx -> tx.sql("select pg_snapshot_xmin(pg_current_snapshot()) = pg_snapshot_xmax(pg_current_snapshot())")
                        .one(Row::bool));
    }

    private void append(UUID workspace, Change change) {
        pool.write(tx -> {
            log.append(tx, workspace, List.of(change));
            return change;
        });
    }

    private static UUID id(LoggedChange change) {
        return change.position().id();
    }

    private static Change change(UUID id, UUID contact, Change.Type type) {
        Map<String, Change.FromTo> fields = new HashMap<>();
        fields.put("city", new Change.FromTo("Rome", null));
        Supplier<String> object = () -> "{}";
        return new Change(id, contact, type, Instant.parse("2026-01-01T00:00:00Z"), ACTOR, fields, object);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds a transaction open until it is told to go on. */
    private static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        void reached() {
            reached.countDown();
        }

        void awaitReached() throws InterruptedException {
            reached.await();
        }

        void pass() {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void open() {
            open.countDown();
        }
    }
}
