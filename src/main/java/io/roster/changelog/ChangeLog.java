package io.roster.changelog;

import io.roster.db.Tx;
import io.roster.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one append-only log of what happened to the contacts of a workspace, in the order of the commits. */
public final class ChangeLog {
    /** Appends {@code changes} in the transaction of their cause, in one statement. */
    public void append(Tx tx, UUID workspaceId, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        tx.sql("""
                insert into change_log (workspace_id, id, contact_id, type, at, actor, source, changes)
                select ?, id, contact_id, type, at, actor, source, changes::jsonb
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                    as r(id, contact_id, type, at, actor, source, changes)
                """)
                .bind(workspaceId)
                .array("uuid", changes.stream().map(Change::id).toList())
                .array("uuid", changes.stream().map(Change::contactId).toList())
                .array(
                        "text",
                        changes.stream().map(change -> change.type().wire()).toList())
                .array("timestamptz", changes.stream().map(Change::at).toList())
                .array(
                        "text",
                        changes.stream().map(change -> change.actor().name()).toList())
                .array(
                        "text",
                        changes.stream()
                                .map(change -> change.actor().source().wire())
                                .toList())
                .array(
                        "text",
                        changes.stream()
                                .map(change -> Json.write(change.fields()))
                                .toList())
                .update();
    }

    /**
     * Erases a contact from the log, and leaves a tombstone that says no more than that it is gone.
     *
     * @param id of the tombstone
     * @param ids the only thing that is still told, as a JSON object: the contact's id and its workspace's
     */
    public void erase(Tx tx, UUID workspaceId, UUID contactId, UUID id, Actor actor, Instant at, String ids) {
        tx.sql("delete from change_log where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .update();
        append(tx, workspaceId, List.of(new Change(id, contactId, Change.Type.DELETED, at, actor, Map.of())));
    }
}
