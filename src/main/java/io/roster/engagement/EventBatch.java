package io.roster.engagement;

import io.roster.contact.Contact;
import io.roster.db.RunAgain;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A batch of events on its way in: whom they are about, which are new, and what becomes of each. All in memory. */
final class EventBatch {
    /** A draft, and what stands against it; without an objection, its event. */
    private record Line(EventDraft draft, @Nullable Failure objection, Consequences.@Nullable Seen seen) {}

    private final Map<UUID, Contact> byId = new HashMap<>();
    private final Map<String, Contact> byEmail = new HashMap<>();
    private final Instant now;
    private final Instant latest;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, EventStore.Named> fresh = new LinkedHashMap<>();
    private final Map<String, UUID> known = new HashMap<>();

    EventBatch(Collection<Contact> contacts, Instant now, Instant latest) {
        for (Contact contact : contacts) {
            byId.put(contact.id(), contact);
            byEmail.put(contact.email(), contact);
        }
        this.now = now;
        this.latest = latest;
    }

    void take(EventDraft draft, UuidV7 ids) {
        Contact contact = draft.contactId() == null ? byEmail.get(draft.email()) : byId.get(draft.contactId());
        Instant at = draft.occurredAt() == null ? now : draft.occurredAt();
        if (contact == null) {
            lines.add(new Line(draft, new Failure.NotFound("Contact not found"), null));
        } else if (at.isAfter(latest)) {
            lines.add(new Line(draft, new Failure.Invalid("occurred_at", "occurred_at lies in the future"), null));
        } else {
            Event event = new Event(
                    ids.next(), contact.id(), draft.type(), at, draft.type().source(), draft.properties());
            lines.add(new Line(draft, null, new Consequences.Seen(event, contact, draft.isHardBounce())));
            fresh.putIfAbsent(draft.externalId(), new EventStore.Named(draft.externalId(), event));
        }
    }

    /** What is to be inserted: of one external id, the first. */
    List<EventStore.Named> fresh() {
        return List.copyOf(fresh.values());
    }

    /** The external ids that were inserted; the others were there. */
    void stored(Set<String> externalIds) {
        fresh.keySet().retainAll(externalIds);
    }

    /** The external ids of those that were there before. */
    Set<String> duplicates() {
        Set<String> duplicates = new TreeSet<>();
        for (Line line : lines) {
            if (line.seen() != null && !fresh.containsKey(line.draft().externalId())) {
                duplicates.add(line.draft().externalId());
            }
        }
        return duplicates;
    }

    void known(Map<String, UUID> ids) {
        known.putAll(ids);
    }

    /** What was recorded, in the order in which it was told. */
    List<Consequences.Seen> seen() {
        List<Consequences.Seen> seen = new ArrayList<>();
        for (Line line : lines) {
            if (line.seen() != null && isRecorded(line.seen().event(), line.draft())) {
                seen.add(line.seen());
            }
        }
        return seen;
    }

    List<EventOutcome> outcomes() {
        return lines.stream().map(this::outcome).toList();
    }

    private EventOutcome outcome(Line line) {
        if (line.objection() != null) {
            return new EventOutcome.Rejected(line.objection());
        }
        if (line.seen() != null && isRecorded(line.seen().event(), line.draft())) {
            return new EventOutcome.Recorded(line.seen().event());
        }
        String externalId = line.draft().externalId();
        EventStore.Named first = fresh.get(externalId);
        UUID there = first == null ? known.get(externalId) : first.event().id();
        if (there == null) {
            throw new RunAgain(); // it was there, and was erased at this moment
        }
        return new EventOutcome.Duplicate(there);
    }

    private boolean isRecorded(Event event, EventDraft draft) {
        EventStore.Named stored = fresh.get(draft.externalId());
        return stored != null && stored.event().id().equals(event.id());
    }
}
