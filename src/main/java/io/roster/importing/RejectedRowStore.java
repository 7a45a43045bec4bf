package io.roster.importing;

import io.roster.db.Tx;
import io.roster.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The table of the rows that were rejected. */
final class RejectedRowStore {
    void insert(Tx tx, UUID workspaceId, UUID importId, List<RejectedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        tx.sql("""
                insert into import_error (workspace_id, import_id, row_number, code, message, field, email, cells)
                select ?, ?, row_number, code, message, field, email, cells::json
                from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as r (row_number, code, message, field, email, cells)
                """)
                .bind(workspaceId)
                .bind(importId)
                .array("int4", rows, RejectedRow::row)
                .array("text", rows, RejectedRow::code)
                .array("text", rows, RejectedRow::message)
                .array("text", rows, RejectedRow::field)
                .array("text", rows, RejectedRow::email)
                .array("text", rows, row -> Json.write(row.cells()))
                .update();
    }

    /** In the order of the file, those behind the row {@code after}. */
    List<RejectedRow> list(Tx tx, UUID workspaceId, UUID importId, int after, int limit) {
        return tx.sql("""
                        select row_number, code, message, field, email, cells from import_error
                        where workspace_id = ? and import_id = ? and row_number > ? order by row_number limit ?
                        """)
                .bind(workspaceId)
                .bind(importId)
                .bind(after)
                .bind(limit)
                .list(row -> new RejectedRow(
                        row.integer(),
                        row.text(),
                        row.text(),
                        row.textOrNull(),
                        row.textOrNull(),
                        Json.readTexts(row.text())));
    }

    int erase(Tx tx, UUID workspaceId, Collection<String> emails) {
        return tx.sql("delete from import_error where workspace_id = ? and email = any(?)")
                .bind(workspaceId)
                .array("text", emails)
                .update();
    }

    void deleteAll(Tx tx, UUID workspaceId, UUID importId) {
        tx.sql("delete from import_error where workspace_id = ? and import_id = ?")
                .bind(workspaceId)
                .bind(importId)
                .update();
    }
}
