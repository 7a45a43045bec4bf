package io.roster.importing;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * Deletes uploaded files: those of imports that ended 24 hours ago, and those that were uploaded 24 hours ago and never
 * became an import.
 */
public final class UploadSweep {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int BATCH = 1_000;

    private final ChunkStore store = new ChunkStore();
    private final Database database;
    private final InstantSource clock;

    private record Expired(UUID workspaceId, UUID importId) {}

    public UploadSweep(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Deletes files that are old enough, one by one; true when there may be more. */
    public boolean sweep() {
        Instant before = clock.instant().minus(KEPT);
        List<Expired> found = database.read(tx -> expired(tx, before));
        for (Expired file : found) {
            database.write(tx -> {
                store.deleteAll(tx, file.workspaceId(), file.importId());
                return true;
            });
        }
        return found.size() == BATCH;
    }

    private static List<Expired> expired(Tx tx, Instant before) {
        return tx.sql("""
                        select c.workspace_id, c.import_id
                        from import_chunk c left join import i on i.workspace_id = c.workspace_id and i.id = c.import_id
                        where c.n = 0 and c.uploaded_at < ? and (i.id is null or i.finished_at < ?)
                        limit ?
                        """).bind(before).bind(before).bind(BATCH).list(row -> new Expired(row.uuid(), row.uuid()));
    }
}
