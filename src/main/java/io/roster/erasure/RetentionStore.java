package io.roster.erasure;

import io.roster.access.Window;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** The table of the retention log, and of where each workspace's chain ends. */
final class RetentionStore {
    /** The end of a chain. */
    record End(long number, byte[] hash) {}

    /** The end of the workspace's chain, held until the transaction ends: one erasure goes after the other. */
    End lockEnd(Tx tx, UUID workspaceId) {
        tx.sql("""
                insert into retention_chain (workspace_id, number, hash) values (?, 0, ?)
                on conflict (workspace_id) do nothing
                """).bind(workspaceId).bind(RetentionEntry.BEFORE_THE_FIRST).update();
        return tx.sql("select number, hash from retention_chain where workspace_id = ? for update")
                .bind(workspaceId)
                .one(row -> new End(row.bigint(), row.bytes()));
    }

    void append(Tx tx, UUID workspaceId, RetentionEntry entry) {
        tx.sql("""
                insert into retention_log (workspace_id, id, number, contact_id, email_hash, requested_by, reason, erased,
                    erased_at, previous_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?)
                """)
                .bind(workspaceId)
                .bind(entry.id())
                .bind(entry.number())
                .bind(entry.contactId())
                .bind(entry.emailHash())
                .bind(entry.requestedBy())
                .bind(entry.reason())
                .bind(entry.erased())
                .bind(entry.erasedAt())
                .bind(entry.previousHash())
                .bind(entry.hash())
                .update();
        tx.sql("update retention_chain set number = ?, hash = ? where workspace_id = ?")
                .bind(entry.number())
                .bind(entry.hash())
                .bind(workspaceId)
                .update();
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<RetentionEntry> list(Tx tx, UUID workspaceId, Window window) {
        return tx.sql("""
                        select id, number, contact_id, email_hash, requested_by, reason, erased, erased_at, previous_hash,
                            hash
                        from retention_log
                        where workspace_id = ? and number < coalesce(
                            (select number from retention_log where workspace_id = ? and id = ?::uuid),
                            9223372036854775807)
                        order by number desc limit ?
                        """)
                .bind(workspaceId)
                .bind(workspaceId)
                .bind(window.after())
                .bind(window.size() + 1)
                .list(RetentionStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from retention_log where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    private static RetentionEntry read(Row row) throws SQLException {
        return new RetentionEntry(
                row.uuid(),
                row.bigint(),
                row.uuid(),
                row.bytes(),
                row.text(),
                row.textOrNull(),
                row.text(),
                row.instant(),
                row.bytes(),
                row.bytes());
    }
}
