package io.roster.scoring;

import io.roster.db.Row;
import io.roster.db.Tx;

/** Which transactions are still writing, by their numbers. */
final class WriterStore {
    /** The number that the next transaction to write will have. */
    long next(Tx tx) {
        return tx.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                .one(Row::bigint);
    }

    /** The lowest number of those that are writing, or else that of the next. */
    long oldest(Tx tx) {
        return tx.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                .one(Row::bigint);
    }
}
