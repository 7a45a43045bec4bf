package io.roster.changelog;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.util.Optional;

/**
 * Which of the database clusters that the log has lived in this is. Transaction ids count up within a cluster and begin
 * anew in another, into which a dump was restored; the epoch, put before them, keeps positions growing.
 *
 * @param number 0 for the first cluster
 */
public record LogEpoch(int number) {
    /** How far the epoch is shifted in a position: the ids of 2^48 transactions fit below it. */
    static final int SHIFT = 48;

    /** The position of the current transaction, in SQL. Bind {@link #base}. */
    static final String POSITION = "(?::bigint + pg_current_xact_id()::text::bigint)";

    /** The first position that is not final: rows below it can neither appear nor vanish any more. Bind {@link #base}. */
    static final String HORIZON = "(?::bigint + pg_snapshot_xmin(pg_current_snapshot())::text::bigint)";

    /** The transaction of the position {@code l.position}, in SQL. */
    static final String TRANSACTION = "(l.position & ((1::bigint << " + SHIFT + ") - 1))::text::xid8";

    /** The epoch of the cluster that {@code database} is in, which is told by PostgreSQL's own identifier of it. */
    public static LogEpoch of(Database database) {
        return database.write(tx -> {
            tx.sql("lock table log_epoch in share row exclusive mode").run();
            return known(tx).orElseGet(() -> begin(tx));
        });
    }

    /** What the positions of this epoch begin at. */
    long base() {
        return (long) number << SHIFT;
    }

    /** The place in the log of any workspace that everything that is not yet committed lies after. */
    FeedPlace now(Tx tx) {
        return tx.sql("select " + HORIZON + ", pg_current_snapshot()::text")
                .bind(base())
                .one(row -> new FeedPlace(new LogPosition(row.bigint() - 1, LogPosition.LAST_ID), row.text()));
    }

    private static Optional<LogEpoch> known(Tx tx) {
        return tx.sql("""
                select epoch from log_epoch
                where cluster = (select system_identifier::text from pg_control_system())
                """).optional(row -> new LogEpoch(row.integer()));
    }

    private static LogEpoch begin(Tx tx) {
        return new LogEpoch(tx.sql("""
                insert into log_epoch (epoch, cluster)
                select (select coalesce(max(epoch) + 1, 0) from log_epoch), system_identifier::text
                from pg_control_system()
                returning epoch
                """).one(Row::integer));
    }
}
