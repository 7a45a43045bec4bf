package io.roster.engagement;

import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.db.Tx;
import io.roster.id.UuidV7;
import io.roster.sequence.Enrollments;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Suppressions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What can be done with engagement events: the engine records them, everybody else reads. */
public final class Events {
    /** Clocks differ; what is further ahead than this is a mistake. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    private final EventStore store = new EventStore();
    private final Activities activities;
    private final Contacts contacts;
    private final Consequences consequences;
    private final UuidV7 ids;
    private final InstantSource clock;

    public Events(
            Activities activities,
            Contacts contacts,
            Suppressions suppressions,
            GlobalContacts globalContacts,
            Enrollments enrollments,
            UuidV7 ids,
            InstantSource clock) {
        this.activities = activities;
        this.contacts = contacts;
        this.consequences = new Consequences(activities, contacts, suppressions, globalContacts, enrollments);
        this.ids = ids;
        this.clock = clock;
    }

    /** The events of a contact, the newest first; not found when there is no such contact. */
    public List<Event> list(Tx tx, UUID workspaceId, EventQuery query) {
        List<Event> events = store.list(tx, workspaceId, query);
        if (events.isEmpty()) {
            contacts.get(tx, workspaceId, query.contactId());
        }
        return events;
    }

    /** How many there are on all pages. */
    public long count(Tx tx, UUID workspaceId, EventQuery query) {
        return store.count(tx, workspaceId, query);
    }

    /** Records what the engine has seen, with all that follows from it; the outcomes are in the order of the drafts. */
    public List<EventOutcome> record(Tx tx, Caller caller, List<EventDraft> drafts) {
        UUID workspaceId = caller.workspaceId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Collection<Contact> held = contacts.held()
                .lock(
                        tx,
                        workspaceId,
                        drafts.stream()
                                .map(EventDraft::contactId)
                                .filter(Objects::nonNull)
                                .toList(),
                        drafts.stream()
                                .map(EventDraft::email)
                                .filter(Objects::nonNull)
                                .toList());
        EventBatch batch = new EventBatch(held, now, now.plus(MOST_AHEAD));
        drafts.forEach(draft -> batch.take(draft, ids));
        if (!batch.fresh().isEmpty()) {
            batch.stored(store.insert(tx, workspaceId, batch.fresh(), now));
        }
        if (!batch.duplicates().isEmpty()) {
            batch.known(store.named(tx, workspaceId, batch.duplicates()));
        }
        consequences.follow(tx, workspaceId, new Actor(caller.keyName(), Actor.Source.ENGINE), batch.seen());
        return batch.outcomes();
    }

    /** Moves all events of a contact that is merged into another, and tells which they were. */
    public List<UUID> moveAll(Tx tx, UUID workspaceId, UUID from, UUID to) {
        List<UUID> moved = store.moveAll(tx, workspaceId, from, to);
        activities.recount(tx, workspaceId, List.of(from, to));
        return moved;
    }

    /** Moves some of a contact's events to another. */
    public void move(Tx tx, UUID workspaceId, List<UUID> events, UUID from, UUID to) {
        store.move(tx, workspaceId, events, from, to);
        activities.recount(tx, workspaceId, List.of(from, to));
    }

    /** For the erasure of a person; tells how many there were. */
    public int erase(Tx tx, UUID workspaceId, UUID contactId) {
        activities.erase(tx, workspaceId, contactId);
        return store.erase(tx, workspaceId, contactId);
    }
}
