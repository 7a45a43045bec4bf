package io.roster.idempotency;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Deletes the stored answers that have expired. */
public final class ExpiredAnswers {
    private static final int BATCH = 500;

    private final Database database;
    private final InstantSource clock;

    public ExpiredAnswers(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Finds expired ones of any workspace, and deletes those of each by itself; returns how many. */
    public int deleteSome() {
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
}
