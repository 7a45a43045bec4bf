package io.roster.contact;

import io.roster.access.Caller;
import io.roster.changelog.Actor;
import io.roster.db.Tx;
import io.roster.engagement.Outreach;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Merging contacts that are one person, and undoing it. The suppressions of all addresses stay as they are: a duplicate's
 * address is still the duplicate's.
 */
public final class Merges {
    private static final int MOST_DUPLICATES = 100;
    private static final Duration UNDOABLE = Duration.ofDays(30);
    private static final String PLACE = "duplicate_ids";

    private final MergeStore store = new MergeStore();
    private final Contacts contacts;
    private final Outreach outreach;
    private final UuidV7 ids;
    private final InstantSource clock;

    public Merges(Contacts contacts, Outreach outreach, UuidV7 ids, InstantSource clock) {
        this.contacts = contacts;
        this.outreach = outreach;
        this.ids = ids;
        this.clock = clock;
    }

    /** Merges duplicates into a contact, and returns it; what they have and it lacks, it has from the first that has it. */
    public Contact merge(Tx tx, Caller caller, UUID survivorId, List<UUID> duplicateIds) {
        UUID workspaceId = caller.workspaceId();
        Map<UUID, Contact> held = hold(tx, workspaceId, survivorId, duplicateIds);
        Contact before = undeleted(held, survivorId, "The contact");
        Instant now = now();
        Contact survivor = before;
        List<Revision> steps = new ArrayList<>();
        for (int i = 0; i < duplicateIds.size(); i++) {
            Contact duplicate = undeleted(held, duplicateIds.get(i), "%s[%d]".formatted(PLACE, i));
            Filling filling = Filling.of(survivor, duplicate);
            survivor = filling.fill(survivor, duplicate);
            Contact gone = duplicate.withDeletion(new Deletion(now, reason(survivorId)));
            Revision.between(duplicate, gone, now).ifPresent(steps::add);
            store.insert(tx, workspaceId, moved(tx, workspaceId, survivorId, duplicate.id(), filling, now));
        }
        Instant at = now.isBefore(before.updatedAt()) ? before.updatedAt() : now;
        Contact after = survivor.withUpdatedAt(at);
        // It is told even when the survivor has nothing new: others may want to know that these are one.
        steps.addFirst(new Revision(before, after, ContactDifference.between(before, after), false));
        contacts.held().store(tx, workspaceId, new Actor(caller.keyName(), Actor.Source.MERGE), steps);
        contacts.rescore(tx, workspaceId, List.of(survivorId));
        return contacts.get(tx, workspaceId, survivorId);
    }

    /**
     * Brings a duplicate back as it was, with its events and enrollments, and takes from the survivor what the merge had
     * given it and nobody has changed since. Returns the survivor.
     */
    public Contact unmerge(Tx tx, Caller caller, UUID survivorId, UUID duplicateId) {
        UUID workspaceId = caller.workspaceId();
        Map<UUID, Contact> held = hold(tx, workspaceId, survivorId, List.of(duplicateId));
        Contact before = undeleted(held, survivorId, "The contact");
        Merge merge = store.find(tx, workspaceId, survivorId, duplicateId)
                .orElseThrow(() -> Failure.notFound(
                        "A merge of %s into this contact".formatted(IdKind.CONTACT.format(duplicateId))));
        Instant now = now();
        if (merge.mergedAt().plus(UNDOABLE).isBefore(now)) {
            throw new Failure.Conflict("duplicate_id", "A merge can be undone for 30 days").refusal();
        }
        outreach.events().move(tx, workspaceId, merge.events(), survivorId, duplicateId);
        outreach.enrollments().moveBack(tx, workspaceId, merge.enrollments(), survivorId, duplicateId);
        store.undone(tx, workspaceId, merge.id(), now);
        List<Revision> steps = new ArrayList<>();
        Revision.between(before, merge.filling().drain(before), now).ifPresent(steps::add);
        Contact duplicate = find(held, duplicateId);
        Deletion deletion = duplicate.deletion();
        if (deletion != null && reason(survivorId).equals(deletion.reason())) {
            Revision.between(duplicate, duplicate.withDeletion(null), now).ifPresent(steps::add);
        }
        contacts.held().store(tx, workspaceId, new Actor(caller.keyName(), Actor.Source.API), steps);
        contacts.rescore(tx, workspaceId, List.of(survivorId, duplicateId));
        return contacts.get(tx, workspaceId, survivorId);
    }

    /** Those that were merged into the contact, and those that had been merged into them: all of them one person. */
    public List<UUID> allMergedInto(Tx tx, UUID workspaceId, UUID contactId) {
        return store.allMergedInto(tx, workspaceId, contactId);
    }

    /** For the erasure of a person: what merges have noted of it. */
    public int erase(Tx tx, UUID workspaceId, UUID contactId) {
        return store.erase(tx, workspaceId, contactId);
    }

    private Merge moved(Tx tx, UUID workspaceId, UUID survivorId, UUID duplicateId, Filling filling, Instant now) {
        return new Merge(
                ids.next(),
                survivorId,
                duplicateId,
                now,
                filling,
                outreach.events().moveAll(tx, workspaceId, duplicateId, survivorId),
                outreach.enrollments().moveAll(tx, workspaceId, duplicateId, survivorId));
    }

    private Map<UUID, Contact> hold(Tx tx, UUID workspaceId, UUID survivorId, List<UUID> duplicateIds) {
        if (duplicateIds.isEmpty() || duplicateIds.size() > MOST_DUPLICATES) {
            throw Failure.invalid(PLACE, "%s must have 1 to %d elements".formatted(PLACE, MOST_DUPLICATES));
        }
        Set<UUID> all = new LinkedHashSet<>(List.of(survivorId));
        for (int i = 0; i < duplicateIds.size(); i++) {
            if (!all.add(duplicateIds.get(i))) {
                throw Failure.invalid(
                        "%s[%d]".formatted(PLACE, i), "A contact is merged with others, and with each once");
            }
        }
        Map<UUID, Contact> held = new HashMap<>();
        contacts.held().lock(tx, workspaceId, all, List.of()).forEach(contact -> held.put(contact.id(), contact));
        return held;
    }

    private static Contact find(Map<UUID, Contact> held, UUID id) {
        Contact contact = held.get(id);
        if (contact == null) {
            throw Failure.notFound("Contact %s".formatted(IdKind.CONTACT.format(id)));
        }
        return contact;
    }

    private static Contact undeleted(Map<UUID, Contact> held, UUID id, String what) {
        Contact contact = find(held, id);
        if (contact.isDeleted()) {
            throw new Failure.Conflict(
                            what.startsWith(PLACE) ? what : null, "%s is deleted; restore it first".formatted(what))
                    .refusal();
        }
        return contact;
    }

    private static String reason(UUID survivorId) {
        return "merged_into:" + IdKind.CONTACT.format(survivorId);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
