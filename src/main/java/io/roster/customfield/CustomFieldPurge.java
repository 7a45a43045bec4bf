package io.roster.customfield;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes the values of deleted custom fields out of the contacts, batch by batch, each in a transaction of its own that
 * notes how far it has come: a crash loses nothing, and several servers share the work.
 */
public final class CustomFieldPurge {
    private static final int BATCH = 1_000;

    private record Task(UUID workspaceId, int key, UUID afterId) {}

    private final Database database;

    public CustomFieldPurge(Database database) {
        this.database = database;
    }

    /** Does one batch; false when there was nothing to do. */
    public boolean runBatch() {
        return database.write(tx -> {
            Optional<Task> task = claim(tx);
            task.ifPresent(it -> purge(tx, it));
            return task.isPresent();
        });
    }

    private static Optional<Task> claim(Tx tx) {
        return tx.sql("select workspace_id, key, after_id from custom_field_purge limit 1 for update skip locked")
                .optional(row -> new Task(row.uuid(), row.integer(), row.uuid()));
    }

    private static void purge(Tx tx, Task task) {
        Optional<UUID> last = tx.sql("""
                with batch as (
                    select id from contact where workspace_id = ? and id > ? order by id limit ?
                ), purged as (
                    update contact c set custom_fields = c.custom_fields - ?::text
                    from batch where c.workspace_id = ? and c.id = batch.id and c.custom_fields ?? ?::text
                )
                select id from batch order by id desc limit 1
                """)
                .bind(task.workspaceId())
                .bind(task.afterId())
                .bind(BATCH)
                .bind(Integer.toString(task.key()))
                .bind(task.workspaceId())
                .bind(Integer.toString(task.key()))
                .optional(Row::uuid);
        String next = last.isPresent()
                ? "update custom_field_purge set after_id = ? where workspace_id = ? and key = ?"
                : "delete from custom_field_purge where after_id = ? and workspace_id = ? and key = ?";
        tx.sql(next)
                .bind(last.orElse(task.afterId()))
                .bind(task.workspaceId())
                .bind(task.key())
                .update();
    }
}
