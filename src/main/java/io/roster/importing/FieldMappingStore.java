package io.roster.importing;

import io.roster.access.Window;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.json.Json;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The field mapping table. */
final class FieldMappingStore {
    private static final String SELECT = "select id, name, columns, tag_separator from field_mapping ";

    Optional<FieldMapping> find(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + "where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .optional(FieldMappingStore::read);
    }

    Optional<FieldMapping> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + "where workspace_id = ? and id = ? for update")
                .bind(workspaceId)
                .bind(id)
                .optional(FieldMappingStore::read);
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<FieldMapping> list(Tx tx, UUID workspaceId, Window window) {
        return tx.sql(SELECT + "where workspace_id = ? and (?::uuid is null or id < ?) order by id desc limit ?")
                .bind(workspaceId)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(FieldMappingStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from field_mapping where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    void insert(Tx tx, UUID workspaceId, FieldMapping made) {
        tx.sql(
                        "insert into field_mapping (workspace_id, id, name, columns, tag_separator) values (?, ?, ?, ?::json, ?)")
                .bind(workspaceId)
                .bind(made.id())
                .bind(made.name())
                .bind(Json.write(made.mapping().columns()))
                .bind(String.valueOf(made.mapping().tagSeparator()))
                .update();
    }

    void update(Tx tx, UUID workspaceId, FieldMapping changed) {
        tx.sql("""
                update field_mapping set name = ?, columns = ?::json, tag_separator = ?
                where workspace_id = ? and id = ?
                """)
                .bind(changed.name())
                .bind(Json.write(changed.mapping().columns()))
                .bind(String.valueOf(changed.mapping().tagSeparator()))
                .bind(workspaceId)
                .bind(changed.id())
                .update();
    }

    void delete(Tx tx, UUID workspaceId, UUID id) {
        tx.sql("delete from field_mapping where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    private static FieldMapping read(Row row) throws SQLException {
        UUID id = row.uuid();
        String name = row.text();
        return new FieldMapping(
                id,
                name,
                new ColumnMapping(ImportStore.texts(row.text()), row.text().charAt(0)));
    }
}
