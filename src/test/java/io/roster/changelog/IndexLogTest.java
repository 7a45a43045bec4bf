package io.roster.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log tells those who keep an index. */
class IndexLogTest {
    private static final Actor ACTOR = new Actor("test", Actor.Source.API);

    private final UUID workspaceId = new UUID(7, 7);
    private final UuidV7 ids = new UuidV7(InstantSource.system());
    private TestDatabase at;
    private Database database;
    private LogEpoch epoch;
    private IndexLog log;
    private ChangeLog changes;

    @BeforeEach
    void start() {
        at = TestPostgres.database();
        database = new Database(at.address(), 4);
        epoch = LogEpoch.of(database);
        log = new IndexLog(database, epoch);
        changes = new ChangeLog(epoch, ids, new Bells());
    }

    @AfterEach
    void stop() {
        database.close();
        at.close();
    }

    private List<UUID> write(int contacts) {
        List<UUID> written = Stream.generate(ids::next).limit(contacts).toList();
        database.write(tx -> {
            changes.append(
                    tx,
                    workspaceId,
                    written.stream()
                            .map(id -> new Change(
                                    ids.next(), id, Change.Type.CREATED, Instant.EPOCH, ACTOR, Map.of(), () -> "{}"))
                            .toList());
            return true;
        });
        return written;
    }

    @Test
    void everythingCommittedIsToldOnce() {
        LogSnapshot seen = log.now();
        List<UUID> first = write(3);
        IndexLog.News news = log.after(workspaceId, seen, 100);
        assertThat(news.contacts()).containsExactlyElementsOf(first);
        assertThat(news.hasMore()).isFalse();
        assertThat(log.after(workspaceId, news.seen(), 100).isEmpty()).isTrue();
    }

    @Test
    void aTransactionThatCommitsAfterALaterOneIsToldWhenItCommits() throws Exception {
        LogSnapshot start = log.now();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        UUID slow = ids.next();
        Thread writer = Thread.ofVirtual()
                .start(() -> database.write(tx -> {
                    changes.append(
                            tx,
                            workspaceId,
                            List.of(new Change(
                                    ids.next(),
                                    slow,
                                    Change.Type.CREATED,
                                    Instant.EPOCH,
                                    ACTOR,
                                    Map.of(),
                                    () -> "{}")));
                    written.countDown();
                    await(go);
                    return true;
                }));
        written.await();
        List<UUID> quick = write(2);
        IndexLog.News before = log.after(workspaceId, start, 100);
        assertThat(before.contacts()).containsExactlyElementsOf(quick);
        go.countDown();
        writer.join();
        IndexLog.News after = log.after(workspaceId, before.seen(), 100);
        assertThat(after.contacts()).containsExactly(slow);
        assertThat(log.after(workspaceId, after.seen(), 100).isEmpty()).isTrue();
    }

    @Test
    void muchIsToldInPartsAndATransactionIsNeverCutInTwo() {
        LogSnapshot seen = log.now();
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            all.addAll(write(7));
        }
        Set<UUID> told = new HashSet<>();
        IndexLog.News news;
        do {
            news = log.after(workspaceId, seen, 5);
            assertThat(news.contacts().size() % 7).isZero();
            told.addAll(news.contacts());
            seen = news.seen();
        } while (news.hasMore());
        assertThat(told).isEqualTo(all);
    }

    @Test
    void quietChangesAreNotedOnlyWhereAnIndexIsKept() {
        QuietChanges quiet = new QuietChanges(epoch);
        LogSnapshot seen = log.now();
        UUID company = ids.next();
        note(quiet, company);
        assertThat(log.after(workspaceId, seen, 100).isEmpty()).isTrue();
        log.follow(workspaceId, Instant.EPOCH);
        note(quiet, company);
        assertThat(log.after(workspaceId, seen, 100).companies()).containsExactly(company);
    }

    @Test
    void whoHasComeLessFarThanQuietChangesAreKeptDoesNotContinue() {
        log.follow(workspaceId, Instant.EPOCH);
        LogSnapshot seen = log.now();
        assertThat(log.continues(workspaceId, seen, null)).isTrue();
        note(new QuietChanges(epoch), ids.next());
        Instant later = Instant.EPOCH.plusSeconds(3600 * 24 * 8);
        log.purge(workspaceId, later);
        assertThat(log.continues(workspaceId, seen, null)).isTrue();
        write(1);
        log.purge(workspaceId, later.plusSeconds(3600 * 24 * 8));
        assertThat(log.continues(workspaceId, seen, null)).isFalse();
        assertThat(log.continues(workspaceId, log.now(), null)).isTrue();
        assertThat(log.after(workspaceId, seen, 100).companies()).isEmpty();
    }

    private void note(QuietChanges quiet, UUID company) {
        database.write(tx -> {
            tx.sql("select pg_current_xact_id()").run();
            quiet.ofCompany(tx, workspaceId, company);
            return true;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
