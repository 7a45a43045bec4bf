package io.roster.customfield;

import io.roster.db.DatabaseException;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.json.Json;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of custom field definitions. */
final class CustomFieldStore {
    /** Keeps these locks apart from those of other kinds. */
    private static final long LOCKS = 0x63_75_73_74_6f_6d_66_64L;

    /** Holds the definitions as they are until the transaction ends; any number may hold them at a time. */
    void hold(Tx tx, UUID workspaceId) {
        tx.sql("select pg_advisory_xact_lock_shared(?)").bind(lock(workspaceId)).run();
    }

    /** Waits for all who hold the definitions, and keeps others from it until the transaction ends. */
    void lock(Tx tx, UUID workspaceId) {
        tx.sql("select pg_advisory_xact_lock(?)").bind(lock(workspaceId)).run();
    }

    UUID version(Tx tx, UUID workspaceId) {
        return tx.sql("select version from custom_field_set where workspace_id = ?")
                .bind(workspaceId)
                .optional(Row::uuid)
                .orElse(CustomFieldSet.NO_VERSION);
    }

    /** Version and fields in one statement, so that they belong together. */
    CustomFieldSet load(Tx tx, UUID workspaceId) {
        List<UUID> version = new ArrayList<>();
        List<CustomField> fields = new ArrayList<>();
        tx.sql("""
                select s.version, f.id, f.key, f.name, f.display_label, f.field_type, f.options, f.fallback_value,
                    f.created_at, f.updated_at
                from custom_field_set s
                left join custom_field f on f.workspace_id = s.workspace_id
                where s.workspace_id = ?
                order by f.id
                """).bind(workspaceId).list(row -> {
            version.add(row.uuid());
            UUID id = row.uuidOrNull();
            return id == null || fields.add(read(id, row));
        });
        return version.isEmpty() ? CustomFieldSet.NONE : new CustomFieldSet(version.getFirst(), fields);
    }

    /** Marks the definitions as changed, and gives the key for a new one. */
    int change(Tx tx, UUID workspaceId, UUID version) {
        return tx.sql("""
                insert into custom_field_set (workspace_id, version, last_key) values (?, ?, 1)
                on conflict (workspace_id) do update
                set version = excluded.version, last_key = custom_field_set.last_key + 1
                returning last_key
                """).bind(workspaceId).bind(version).one(Row::integer);
    }

    void insert(Tx tx, UUID workspaceId, CustomField field) {
        try {
            tx.sql("""
                    insert into custom_field (workspace_id, id, key, name, display_label, field_type, options,
                        fallback_value, created_at, updated_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                    """)
                    .bind(workspaceId)
                    .bind(field.id())
                    .bind(field.key())
                    .bind(field.name())
                    .bind(field.label())
                    .bind(field.type().wire())
                    .array("text", field.options())
                    .bind(json(field.fallback()))
                    .bind(field.createdAt())
                    .bind(field.updatedAt())
                    .update();
        } catch (DatabaseException e) {
            if (e.violatesUnique("custom_field_name_key")) {
                throw new Failure.Conflict(
                                "name", "The workspace has a custom field %s already".formatted(field.name()))
                        .refusal();
            }
            throw e;
        }
    }

    void update(Tx tx, UUID workspaceId, CustomField field) {
        tx.sql("""
                update custom_field set display_label = ?, options = ?, fallback_value = ?::jsonb, updated_at = ?
                where workspace_id = ? and id = ?
                """)
                .bind(field.label())
                .array("text", field.options())
                .bind(json(field.fallback()))
                .bind(field.updatedAt())
                .bind(workspaceId)
                .bind(field.id())
                .update();
    }

    /** The definition goes at once; its values are left to {@link CustomFieldPurge}. */
    void delete(Tx tx, UUID workspaceId, CustomField field) {
        tx.sql("delete from custom_field where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(field.id())
                .update();
        tx.sql("insert into custom_field_purge (workspace_id, key, after_id) values (?, ?, ?)")
                .bind(workspaceId)
                .bind(field.key())
                .bind(new UUID(0, 0))
                .update();
    }

    /** Whether some contact, deleted or not, has one of {@code options} in the field. */
    boolean isInUse(Tx tx, UUID workspaceId, CustomField field, List<String> options) {
        String has = field.type() == CustomFieldType.DROPDOWN
                ? "custom_fields ->> ?::text = any(?)"
                : "custom_fields -> ?::text ??| ?";
        return tx.sql("select exists (select 1 from contact where workspace_id = ? and " + has + ")")
                .bind(workspaceId)
                .bind(Integer.toString(field.key()))
                .array("text", options)
                .one(Row::bool);
    }

    private static long lock(UUID workspaceId) {
        return workspaceId.getMostSignificantBits() * 31 + workspaceId.getLeastSignificantBits() ^ LOCKS;
    }

    private static CustomField read(UUID id, Row row) throws SQLException {
        int key = row.integer();
        String name = row.text();
        String label = row.text();
        CustomFieldType type = CustomFieldType.of(row.text()).orElseThrow();
        List<String> options = row.texts();
        String fallback = row.textOrNull();
        return new CustomField(
                id,
                key,
                name,
                label,
                type,
                options,
                fallback == null ? null : Json.readObject(fallback).get("value"),
                row.instant(),
                row.instant());
    }

    private static @Nullable String json(@Nullable Object fallback) {
        return fallback == null ? null : Json.write(Map.of("value", fallback));
    }
}
