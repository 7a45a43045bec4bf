package io.roster.importing;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The table of the uploaded files' pieces. */
final class ChunkStore {
    void insert(Tx tx, UUID workspaceId, UUID importId, int n, byte[] bytes, Instant now) {
        tx.sql("insert into import_chunk (workspace_id, import_id, n, uploaded_at, bytes) values (?, ?, ?, ?, ?)")
                .bind(workspaceId)
                .bind(importId)
                .bind(n)
                .bind(now)
                .bind(bytes)
                .update();
    }

    Optional<byte[]> find(Tx tx, UUID workspaceId, UUID importId, int n) {
        return tx.sql("select bytes from import_chunk where workspace_id = ? and import_id = ? and n = ?")
                .bind(workspaceId)
                .bind(importId)
                .bind(n)
                .optional(Row::bytes);
    }

    boolean hasMore(Tx tx, UUID workspaceId, UUID importId, int after) {
        return tx.sql("""
                select exists (select from import_chunk where workspace_id = ? and import_id = ? and n > ?)
                """).bind(workspaceId).bind(importId).bind(after).one(Row::bool);
    }

    /** Unless an import was made of it: of a commit whose answer was lost nobody knows. */
    void deleteUnused(Tx tx, UUID workspaceId, UUID importId) {
        tx.sql("""
                delete from import_chunk c where c.workspace_id = ? and c.import_id = ?
                    and not exists (select from import i where i.workspace_id = c.workspace_id and i.id = c.import_id)
                """).bind(workspaceId).bind(importId).update();
    }

    void deleteAll(Tx tx, UUID workspaceId, UUID importId) {
        tx.sql("delete from import_chunk where workspace_id = ? and import_id = ?")
                .bind(workspaceId)
                .bind(importId)
                .update();
    }

    /** The files of all imports that are over; tells how many pieces there were. */
    int deleteOfEnded(Tx tx, UUID workspaceId) {
        return tx.sql("""
                delete from import_chunk c where c.workspace_id = ? and exists (
                    select from import i where i.workspace_id = c.workspace_id and i.id = c.import_id
                        and i.finished_at is not null)
                """).bind(workspaceId).update();
    }
}
