package io.roster.contact;

import io.roster.changelog.Actor;
import io.roster.changelog.Change;
import io.roster.changelog.ChangeLog;
import io.roster.db.Tx;
import io.roster.id.UuidV7;
import io.roster.search.ContactTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The one way in which contacts are changed, by whatever path: the new states and the change log's rows together, in a
 * statement or two each, whatever the number of contacts. New ones go by {@link NewContacts}, and are logged here.
 */
final class Revisions {
    private final ContactStore store;
    private final ChangeLog changeLog;
    private final Function<Contact, String> object;
    private final UuidV7 ids;

    /** @param object writes the contact object that webhooks carry, as JSON */
    Revisions(ContactStore store, ChangeLog changeLog, Function<Contact, String> object, UuidV7 ids) {
        this.store = store;
        this.changeLog = changeLog;
        this.object = object;
        this.ids = ids;
    }

    /**
     * Stores {@code revisions}, which may be several of one contact, in their order: the log's rows, and the contacts, but
     * for those that are new, which {@link NewContacts} has stored.
     */
    void store(Tx tx, UUID workspaceId, Actor actor, List<Revision> revisions) {
        Set<UUID> created = new HashSet<>();
        Map<UUID, Contact> updated = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            UUID id = revision.after().id();
            if (revision.before() == null) {
                created.add(id);
            } else if (!created.contains(id)) {
                updated.put(id, revision.after());
            }
        }
        if (!updated.isEmpty()) {
            store.update(tx, workspaceId, List.copyOf(updated.values()));
        }
        ContactTotals.add(tx, workspaceId, 0, deletions(revisions));
        changeLog.append(tx, workspaceId, changes(actor, revisions));
    }

    /** Logs what happened to contacts that stay as they are, at {@code now}. */
    void note(
            Tx tx,
            UUID workspaceId,
            Actor actor,
            Change.Type type,
            Map<Contact, Map<String, Change.FromTo>> notes,
            Instant now) {
        List<Change> changes = new ArrayList<>(notes.size());
        notes.forEach((contact, fields) -> changes.add(
                new Change(ids.next(), contact.id(), type, now, actor, fields, () -> object.apply(contact))));
        changeLog.append(tx, workspaceId, changes);
    }

    /** Those of the contacts whose company, as they show it now, is what the log last told of it. */
    Set<UUID> toldCompany(Tx tx, UUID workspaceId, List<Contact> contacts) {
        Map<UUID, Object> companies = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            if (contact.company() != null) {
                companies.put(contact.id(), ContactDifference.shown(contact.company()));
            }
        }
        return changeLog.told(tx, workspaceId, "company", companies);
    }

    /** How many more are deleted than were; fewer when it is negative. */
    private static long deletions(List<Revision> revisions) {
        long more = 0;
        for (Revision revision : revisions) {
            boolean was = revision.before() != null && revision.before().isDeleted();
            more += (revision.after().isDeleted() ? 1 : 0) - (was ? 1 : 0);
        }
        return more;
    }

    private List<Change> changes(Actor actor, List<Revision> revisions) {
        List<Change> changes = new ArrayList<>(revisions.size());
        for (Revision revision : revisions) {
            Contact after = revision.after();
            changes.add(new Change(
                    ids.next(),
                    after.id(),
                    revision.type(actor.source()),
                    after.updatedAt(),
                    actor,
                    revision.fields(),
                    () -> object.apply(after)));
        }
        return changes;
    }
}
