package io.roster.contact;

import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.changelog.Change;
import io.roster.db.Tx;
import io.roster.search.ContactTotals;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What other features do with contacts that they hold locked until their transaction ends. */
public final class HeldContacts {
    private final ContactStore store;
    private final Revisions revisions;
    private final InstantSource clock;

    HeldContacts(ContactStore store, Revisions revisions, InstantSource clock) {
        this.store = store;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** The contacts of these ids and addresses that are there, locked. */
    public List<Contact> lock(Tx tx, UUID workspaceId, Collection<UUID> ids, Collection<String> emails) {
        return store.lock(tx, workspaceId, ids, emails);
    }

    /** Notes what was found out about whether mail reaches contacts. */
    public void verified(Tx tx, UUID workspaceId, Actor actor, Collection<Contact> held, VerificationStatus status) {
        Instant now = now();
        List<Revision> steps = new ArrayList<>();
        for (Contact contact : held) {
            Contact after = contact.withStanding(contact.standing().verified(status));
            Revision.between(contact, after, now).ifPresent(steps::add);
        }
        revisions.store(tx, workspaceId, actor, steps);
    }

    /** Logs that contacts were enrolled, each with what the log is to tell of it. */
    public void enrolled(Tx tx, Caller caller, Map<Contact, Map<String, Change.FromTo>> notes) {
        Actor actor = new Actor(caller.keyName(), Actor.Source.API);
        revisions.note(tx, caller.workspaceId(), actor, Change.Type.ENROLLED, notes, now());
    }

    /** Removes a contact for good: the row, and nothing beside it. */
    public void erase(Tx tx, Contact held) {
        store.delete(tx, held.workspaceId(), held.id());
        ContactTotals.add(tx, held.workspaceId(), -1, held.isDeleted() ? -1 : 0);
    }

    /** Stores what became of contacts. */
    void store(Tx tx, UUID workspaceId, Actor actor, List<Revision> steps) {
        revisions.store(tx, workspaceId, actor, steps);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
