package io.roster.importing;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.id.IdKind;
import io.roster.testkit.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** What the database holds of an import, which no endpoint shows. */
record Uploaded(TestDatabase database, String id) {
    long chunks() {
        return count("select count(*) from import_chunk where import_id = ?", uuid(id));
    }

    /** Lets some time pass, and sweeps. */
    void sweepAfterHours(int hours) {
        try (Database pool = new Database(database.address(), 1)) {
            new UploadSweep(pool, InstantSource.offset(InstantSource.system(), Duration.ofHours(hours))).sweep();
        }
    }

    /** How many changes name the import. */
    static long actors(TestDatabase database, String id) {
        return new Uploaded(database, id)
                .count("select count(*) from change_log where source = 'import' and actor = ?", id);
    }

    private long count(String sql, Object value) {
        try (Database pool = new Database(database.address(), 1)) {
            return pool.read(tx -> tx.sql(sql).bind(value).one(Row::bigint));
        }
    }

    private static UUID uuid(String id) {
        return IdKind.IMPORT.parse(id).orElseThrow();
    }
}
