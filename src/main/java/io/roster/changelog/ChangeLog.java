package io.roster.changelog;

import io.roster.db.RunAgain;
import io.roster.db.Tx;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The one append-only log of what happened to the contacts of a workspace, and the outbox of the webhooks beside it: both
 * are written in the transaction of their cause, by whatever path it came.
 */
public final class ChangeLog {
    private final ChangeLogStore store;
    private final Outbox outbox;
    private final Bells bells;

    public ChangeLog(LogEpoch epoch, UuidV7 ids, Bells bells) {
        this.store = new ChangeLogStore(epoch);
        this.outbox = new Outbox(epoch, ids);
        this.bells = bells;
    }

    /**
     * Appends {@code changes}, whose order is that of their ids. When a transaction that began later has already changed
     * one of the contacts, all runs again, so that the log has the changes of a contact in their order.
     */
    public void append(Tx tx, UUID workspaceId, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        ChangeLogStore.Appended appended = store.append(tx, workspaceId, changes);
        if (appended.rows() < changes.size()) {
            throw new RunAgain();
        }
        boolean queued = outbox.append(tx, workspaceId, appended.subscriptions(), changes);
        tx.afterCommit(() -> bells.ring(workspaceId, queued));
    }

    /** Those contacts among {@code values} of which the last that was told of {@code field} is the value that is given. */
    public Set<UUID> told(Tx tx, UUID workspaceId, String field, Map<UUID, ?> values) {
        return values.isEmpty() ? Set.of() : store.told(tx, workspaceId, field, values);
    }

    /**
     * Erases a contact from the log and from the webhooks' queues and records, and leaves a tombstone that says no more
     * than that it is gone. Call it in the transaction that erases the contact.
     *
     * @param id of the tombstone, from the same maker as other ids of changes
     * @param ids the only thing that the webhooks still tell, as a JSON object: the contact's id and its workspace's
     */
    public void erase(Tx tx, UUID workspaceId, UUID contactId, UUID id, Actor actor, Instant at, String ids) {
        store.forget(tx, workspaceId, contactId);
        outbox.forget(tx, workspaceId, contactId);
        append(
                tx,
                workspaceId,
                List.of(new Change(id, contactId, Change.Type.DELETED, at, actor, Map.of(), () -> ids)));
    }
}
