package io.roster.sequence;

import io.roster.access.Window;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.segment.WrittenFilterJson;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of sequences; deleted ones are not there but for the names of their enrollments. */
final class SequenceStore {
    private static final String SELECT = """
            select id, name, status, steps, icp_tiers, filters, filters_logic, created_at, updated_at from sequence
            where workspace_id = ? and deleted_at is null
            """;

    Optional<Sequence> find(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + " and id = ?").bind(workspaceId).bind(id).optional(SequenceStore::read);
    }

    /** The same, kept from changing until the transaction ends. */
    Optional<Sequence> hold(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + " and id = ? for share")
                .bind(workspaceId)
                .bind(id)
                .optional(SequenceStore::read);
    }

    /** The same, to be changed. */
    Optional<Sequence> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + " and id = ? for update")
                .bind(workspaceId)
                .bind(id)
                .optional(SequenceStore::read);
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<Sequence> list(Tx tx, UUID workspaceId, Window window) {
        return tx.sql(SELECT + " and (?::uuid is null or id < ?) order by id desc limit ?")
                .bind(workspaceId)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(SequenceStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from sequence where workspace_id = ? and deleted_at is null")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    void insert(Tx tx, UUID workspaceId, Sequence sequence) {
        SequenceDraft said = sequence.said();
        tx.sql("""
                insert into sequence (workspace_id, id, name, status, steps, icp_tiers, filters, filters_logic,
                    created_at, updated_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?, ?, ?)
                """)
                .bind(workspaceId)
                .bind(sequence.id())
                .bind(said.name())
                .bind(said.status().wire())
                .bind(StepsJson.write(said.steps()))
                .array("text", said.entry().icpTiers())
                .bind(WrittenFilterJson.write(said.entry().filter()))
                .bind(said.entry().filter().logic())
                .bind(sequence.createdAt())
                .bind(sequence.updatedAt())
                .update();
    }

    void update(Tx tx, UUID workspaceId, Sequence sequence) {
        SequenceDraft said = sequence.said();
        tx.sql("""
                update sequence set name = ?, status = ?, steps = ?::jsonb, icp_tiers = ?, filters = ?::jsonb,
                    filters_logic = ?, updated_at = ?
                where workspace_id = ? and id = ?
                """)
                .bind(said.name())
                .bind(said.status().wire())
                .bind(StepsJson.write(said.steps()))
                .array("text", said.entry().icpTiers())
                .bind(WrittenFilterJson.write(said.entry().filter()))
                .bind(said.entry().filter().logic())
                .bind(sequence.updatedAt())
                .bind(workspaceId)
                .bind(sequence.id())
                .update();
    }

    void delete(Tx tx, UUID workspaceId, UUID id, Instant now) {
        tx.sql("update sequence set deleted_at = ? where workspace_id = ? and id = ?")
                .bind(now)
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    /** The name of a sequence whose entry filter has a condition on {@code field}. */
    Optional<String> userOf(Tx tx, UUID workspaceId, String field) {
        return tx.sql("""
                select name from sequence, jsonb_array_elements(filters) as line
                where workspace_id = ? and deleted_at is null and line ->> 'field' = ? order by name limit 1
                """).bind(workspaceId).bind(field).optional(Row::text);
    }

    private static Sequence read(Row row) throws SQLException {
        UUID id = row.uuid();
        String name = row.text();
        SequenceStatus status = SequenceStatus.of(row.text()).orElseThrow();
        List<Step> steps = StepsJson.read(row.text());
        List<String> tiers = row.texts();
        String filters = row.text();
        Entry entry = new Entry(tiers, WrittenFilterJson.read(filters, row.text()));
        return new Sequence(id, new SequenceDraft(name, status, steps, entry), row.instant(), row.instant());
    }
}
