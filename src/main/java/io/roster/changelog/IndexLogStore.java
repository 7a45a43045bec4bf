package io.roster.changelog;

import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The change log and the quiet changes as those read them who keep an index, and the table of who does. */
final class IndexLogStore {
    /** One change: of a contact or of a company; the id is that of the log's row, where it has one. */
    record Entry(
            long position,
            @Nullable UUID id,
            @Nullable UUID contactId,
            @Nullable UUID companyId) {}

    /** What there was to be seen, in the order of positions, at the moment of the snapshot. */
    record Look(String snapshot, List<Entry> entries) {}

    /** The rows after a snapshot, and those of the transactions that ran beside it: apart, so that each is one range. */
    private static final String LOGGED = """
            (select l.position, l.id, l.contact_id, null::uuid as company_id from change_log l
            where l.workspace_id = ? and l.position %s order by l.position, l.id limit ?)
            """;

    private static final String QUIET = """
            (select q.position, null, case when not q.of_company then q.id end, case when q.of_company then q.id end
            from quiet_change q where q.workspace_id = ? and q.position %s order by q.position limit ?)
            """;

    private static final String AFTER = ">= ?";
    private static final String BESIDE = "= any(?)";

    private static final String UNSEEN = String.join(
            "union all\n",
            LOGGED.formatted(AFTER),
            LOGGED.formatted(BESIDE),
            QUIET.formatted(AFTER),
            QUIET.formatted(BESIDE));

    Look unseen(Tx tx, UUID workspaceId, LogSnapshot seen, int limit) {
        List<String> snapshot = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        Sql sql = tx.sql("""
                with now as materialized (select pg_current_snapshot()::text as snapshot)
                select now.snapshot, n.position, n.id, n.contact_id, n.company_id
                from now left join lateral (%s) n on true
                order by n.position limit ?
                """.formatted(UNSEEN));
        bind(bind(sql, workspaceId, seen, limit), workspaceId, seen, limit)
                .bind(limit)
                .list(row -> snapshot.add(row.text()) && (row.nextIsNull() || entries.add(read(row))));
        return new Look(snapshot.getFirst(), entries);
    }

    private static Sql bind(Sql sql, UUID workspaceId, LogSnapshot seen, int limit) {
        return sql.bind(workspaceId)
                .bind(seen.end())
                .bind(limit)
                .bind(workspaceId)
                .array("int8", seen.running())
                .bind(limit);
    }

    private static Entry read(Row row) throws SQLException {
        return new Entry(row.bigint(), row.uuidOrNull(), row.uuidOrNull(), row.uuidOrNull());
    }

    Optional<LogPosition> latest(Tx tx, UUID workspaceId) {
        return tx.sql("""
                select position, id from change_log where workspace_id = ? order by position desc, id desc limit 1
                """).bind(workspaceId).optional(row -> new LogPosition(row.bigint(), row.uuid()));
    }

    boolean has(Tx tx, UUID workspaceId, LogPosition change) {
        return tx.sql("select exists (select from change_log where workspace_id = ? and position = ? and id = ?)")
                .bind(workspaceId)
                .bind(change.position())
                .bind(change.id())
                .one(Row::bool);
    }

    long countUnseen(Tx tx, UUID workspaceId, LogSnapshot seen, int most) {
        return tx.sql("""
                        select count(*) from (
                            select from change_log where workspace_id = ? and position >= ? limit ?) as unseen
                        """).bind(workspaceId).bind(seen.end()).bind(most).one(Row::bigint);
    }

    void follow(Tx tx, UUID workspaceId, long position, Instant now) {
        tx.sql("""
                insert into search_follower (workspace_id, kept_from, mark, marked_at) values (?, ?, ?, ?)
                on conflict (workspace_id) do nothing
                """).bind(workspaceId).bind(position).bind(position).bind(now).update();
    }

    Optional<Long> keptFrom(Tx tx, UUID workspaceId) {
        return tx.sql("select kept_from from search_follower where workspace_id = ?")
                .bind(workspaceId)
                .optional(Row::bigint);
    }

    /** Lets go of what lies below the mark, where that was set before {@code then}, and sets the next one. */
    void purge(Tx tx, UUID workspaceId, long position, Instant then, Instant now) {
        tx.sql("""
                update search_follower set kept_from = mark, mark = ?, marked_at = ?
                where workspace_id = ? and marked_at < ?
                """).bind(position).bind(now).bind(workspaceId).bind(then).update();
        tx.sql("""
                delete from quiet_change where workspace_id = ? and position <
                    (select kept_from from search_follower where workspace_id = ?)
                """).bind(workspaceId).bind(workspaceId).update();
    }
}
