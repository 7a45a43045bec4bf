package io.roster.segment;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The segment table. */
final class SegmentStore {
    private static final String COLUMNS = "id, name, filters, filters_logic, created_at, updated_at";

    /** Keeps these locks apart from those of other kinds. */
    private static final long LOCKS = 0x73_65_67_6d_65_6e_74_73L;

    /** Keeps other changes of the workspace's segments away until the transaction ends: together they could make a cycle. */
    void lock(Tx tx, UUID workspaceId) {
        long key = workspaceId.getMostSignificantBits() * 31 + workspaceId.getLeastSignificantBits() ^ LOCKS;
        tx.sql("select pg_advisory_xact_lock(?)").bind(key).run();
    }

    Optional<Segment> find(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql("select " + COLUMNS + " from segment where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .optional(SegmentStore::read);
    }

    /** The newest first, those after a place in that order. */
    List<Segment> list(Tx tx, UUID workspaceId, @Nullable Instant createdAt, @Nullable UUID id, int limit) {
        return tx.sql("select " + COLUMNS + " from segment where workspace_id = ?"
                        + " and (?::timestamptz is null or (created_at, id) < (?::timestamptz, ?::uuid))"
                        + " order by created_at desc, id desc limit ?")
                .bind(workspaceId)
                .bind(createdAt)
                .bind(createdAt)
                .bind(id)
                .bind(limit)
                .list(SegmentStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from segment where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    void insert(Tx tx, UUID workspaceId, Segment segment) {
        tx.sql("""
                insert into segment (workspace_id, id, name, filters, filters_logic, created_at, updated_at)
                values (?, ?, ?, ?::jsonb, ?, ?, ?)
                """)
                .bind(workspaceId)
                .bind(segment.id())
                .bind(segment.name())
                .bind(WrittenFilterJson.write(segment.filter()))
                .bind(segment.filter().logic())
                .bind(segment.createdAt())
                .bind(segment.updatedAt())
                .update();
    }

    void update(Tx tx, UUID workspaceId, Segment segment) {
        tx.sql("""
                update segment set name = ?, filters = ?::jsonb, filters_logic = ?, updated_at = ?
                where workspace_id = ? and id = ?
                """)
                .bind(segment.name())
                .bind(WrittenFilterJson.write(segment.filter()))
                .bind(segment.filter().logic())
                .bind(segment.updatedAt())
                .bind(workspaceId)
                .bind(segment.id())
                .update();
    }

    void delete(Tx tx, UUID workspaceId, UUID id) {
        tx.sql("delete from segment where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    /** The name of a segment with a condition on {@code field} that has {@code value}, alone or in an array. */
    Optional<String> userOf(Tx tx, UUID workspaceId, String field, @Nullable String value) {
        return tx.sql("""
                select name from segment, jsonb_array_elements(filters) as line
                where workspace_id = ? and line ->> 'field' = ?
                    and (?::text is null or line -> 'value' @> to_jsonb(?::text))
                order by name limit 1
                """).bind(workspaceId).bind(field).bind(value).bind(value).optional(Row::text);
    }

    private static Segment read(Row row) throws SQLException {
        UUID id = row.uuid();
        String name = row.text();
        String filters = row.text();
        String logic = row.text();
        return new Segment(id, name, WrittenFilterJson.read(filters, logic), row.instant(), row.instant());
    }
}
