package io.roster.idempotency;

import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the stored answers that have expired, a batch at a time, from its making until it is closed. */
public final class ExpiredAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredAnswers.class);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread worker;

    public ExpiredAnswers(Database database, InstantSource clock, Duration pause) {
        this.database = database;
        this.clock = clock;
        this.pause = pause;
        this.worker = Thread.ofVirtual().name("expired-answers").start(this::run);
    }

    private void run() {
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() throws InterruptedException {
        try {
            int deleted;
            do {
                deleted = deleteSome();
            } while (deleted > 0 && !stopped.await(10, TimeUnit.MILLISECONDS)); // a backlog leaves room for requests
        } catch (Refusal e) {
            LOG.warn("Expired answers could not be deleted, and will be tried again: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Expired answers could not be deleted, and will be tried again", e);
        }
    }

    /** Finds expired ones of any workspace, and deletes those of each by itself; returns how many. */
    int deleteSome() {
        record Expired(UUID workspaceId, String key) {}
        Instant now = clock.instant();
        List<Expired> found = database.read(
                tx -> tx.sql("select workspace_id, key from idempotent_answer where expires_at <= ? limit ?")
                        .bind(now)
                        .bind(BATCH)
                        .list(row -> new Expired(row.uuid(), row.text())));
        Map<UUID, List<String>> keys = found.stream()
                .collect(Collectors.groupingBy(
                        Expired::workspaceId, Collectors.mapping(Expired::key, Collectors.toList())));
        keys.forEach((workspaceId, some) -> database.write(tx -> delete(tx, workspaceId, some, now)));
        return found.size();
    }

    /** Not those that were used anew since. */
    private static int delete(Tx tx, UUID workspaceId, List<String> keys, Instant now) {
        return tx.sql("delete from idempotent_answer where workspace_id = ? and key = any(?) and expires_at <= ?")
                .bind(workspaceId)
                .array("text", keys)
                .bind(now)
                .update();
    }

    /** Returns when the batch at hand is done. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
