package io.roster.importing;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes uploaded files: those of imports that ended 24 hours ago, and those that were uploaded 24 hours ago and never
 * became an import.
 */
public final class UploadSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final ChunkStore store = new ChunkStore();
    private final Database database;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;

    private record Expired(UUID workspaceId, UUID importId) {}

    public UploadSweep(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("upload-sweep").unstarted(this::work);
    }

    /** Works in the background from now on. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void work() {
        while (!closed) {
            try {
                sweep();
            } catch (RuntimeException e) {
                LOG.warn("old uploads are still there: {}", e.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Deletes what is old enough, file by file. */
    public void sweep() {
        Instant before = clock.instant().minus(KEPT);
        for (Expired file : database.read(tx -> expired(tx, before))) {
            database.write(tx -> {
                store.deleteAll(tx, file.workspaceId(), file.importId());
                return true;
            });
        }
    }

    private static List<Expired> expired(Tx tx, Instant before) {
        return tx.sql("""
                        select c.workspace_id, c.import_id
                        from import_chunk c left join import i on i.workspace_id = c.workspace_id and i.id = c.import_id
                        where c.n = 0 and c.uploaded_at < ? and (i.id is null or i.finished_at < ?)
                        limit 1000
                        """).bind(before).bind(before).list(row -> new Expired(row.uuid(), row.uuid()));
    }
}
