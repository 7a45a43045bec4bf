package io.roster.sequence;

import io.roster.access.Caller;
import io.roster.changelog.Change;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.contact.VerificationStatus;
import io.roster.db.Tx;
import io.roster.engagement.Activities;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.filter.Activity;
import io.roster.filter.Filter;
import io.roster.filter.FilterMatch;
import io.roster.filter.Subject;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import io.roster.segment.Segments;
import io.roster.sequence.EnrollOutcome.Reason;
import io.roster.suppression.Screened;
import io.roster.suppression.Screening;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way into a sequence: who may go it, for up to a thousand contacts in a handful of statements. */
public final class Enrolling {
    private final SequenceStore sequences = new SequenceStore();
    private final EnrollmentStore store = new EnrollmentStore();
    private final Contacts contacts;
    private final Activities activities;
    private final Segments segments;
    private final Screening screening;
    private final UuidV7 ids;
    private final InstantSource clock;

    /** What the contacts are checked against. */
    private record Gate(Entry entry, Filter filter, Screened screened, Map<UUID, Activity> activities) {
        @Nullable
        Reason against(@Nullable Contact contact) {
            if (contact == null) {
                return Reason.NOT_FOUND;
            }
            if (contact.isDeleted()) {
                return Reason.DELETED;
            }
            if (screened.suppressed(contact.email()).isPresent()) {
                return Reason.SUPPRESSED;
            }
            if (contact.standing().verification() == VerificationStatus.INVALID) {
                return Reason.INVALID_EMAIL;
            }
            if (screened.isAssignedToOtherClient(contact.email())) {
                return Reason.ASSIGNED_TO_OTHER_CLIENT;
            }
            return againstEntry(contact);
        }

        private @Nullable Reason againstEntry(Contact contact) {
            if (!entry.icpTiers().isEmpty()
                    && !entry.icpTiers().contains(contact.standing().icpTier())) {
                return Reason.ICP_TIER;
            }
            Subject subject = new Subject(contact, activities.getOrDefault(contact.id(), Activity.NONE));
            return FilterMatch.matches(filter, subject) ? null : Reason.CAMPAIGN_FILTER;
        }
    }

    public Enrolling(
            Contacts contacts,
            Activities activities,
            Segments segments,
            Screening screening,
            UuidV7 ids,
            InstantSource clock) {
        this.contacts = contacts;
        this.activities = activities;
        this.segments = segments;
        this.screening = screening;
        this.ids = ids;
        this.clock = clock;
    }

    /** Enrolls those of {@code contactIds} who may be; the outcomes are in their order. */
    public List<EnrollOutcome> enroll(Tx tx, Caller caller, UUID sequenceId, List<UUID> contactIds) {
        UUID workspaceId = caller.workspaceId();
        Sequence sequence = sequences.hold(tx, workspaceId, sequenceId).orElseThrow(() -> Failure.notFound("Sequence"));
        if (sequence.said().status() != SequenceStatus.ACTIVE) {
            throw new Failure.SequenceNotActive("The sequence is %s; only an active one takes contacts in"
                            .formatted(sequence.said().status().wire()))
                    .refusal();
        }
        Map<UUID, Contact> held = new HashMap<>();
        contacts.held()
                .lock(tx, workspaceId, contactIds, List.of())
                .forEach(contact -> held.put(contact.id(), contact));
        Gate gate = gate(tx, workspaceId, sequence, held);
        Map<UUID, UUID> fresh = new TreeMap<>();
        for (UUID id : contactIds) {
            if (gate.against(held.get(id)) == null) {
                fresh.computeIfAbsent(id, contact -> ids.next());
            }
        }
        Set<UUID> stored = fresh.isEmpty()
                ? Set.of()
                : store.insert(
                        tx, workspaceId, sequenceId, fresh, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        fresh.values().retainAll(stored);
        note(tx, caller, sequence, held, fresh);
        return outcomes(contactIds, held, gate, fresh);
    }

    private Gate gate(Tx tx, UUID workspaceId, Sequence sequence, Map<UUID, Contact> held) {
        return new Gate(
                sequence.said().entry(),
                filter(tx, workspaceId, sequence.said().entry()),
                screening.screen(
                        tx,
                        workspaceId,
                        held.values().stream().map(Contact::email).toList()),
                activities.of(tx, workspaceId, held.keySet()));
    }

    /** A filter on a segment that is gone since lets nobody in. */
    private Filter filter(Tx tx, UUID workspaceId, Entry entry) {
        try {
            return segments.read(tx, workspaceId, "entry", entry.filter());
        } catch (Refusal refusal) {
            return Filter.NOTHING;
        }
    }

    private void note(Tx tx, Caller caller, Sequence sequence, Map<UUID, Contact> held, Map<UUID, UUID> enrolled) {
        Map<Contact, Map<String, Change.FromTo>> notes = new LinkedHashMap<>();
        enrolled.forEach((contactId, id) -> {
            Contact contact = held.get(contactId);
            if (contact != null) {
                Map<String, String> told = new LinkedHashMap<>();
                told.put("id", IdKind.ENROLLMENT.format(id));
                told.put("sequence_id", IdKind.SEQUENCE.format(sequence.id()));
                told.put("sequence_name", sequence.name());
                notes.put(contact, Map.of("enrollment", new Change.FromTo(null, told)));
            }
        });
        contacts.held().enrolled(tx, caller, notes);
    }

    private static List<EnrollOutcome> outcomes(
            List<UUID> contactIds, Map<UUID, Contact> held, Gate gate, Map<UUID, UUID> fresh) {
        Map<UUID, UUID> left = new HashMap<>(fresh); // of a contact named twice, the second is enrolled already
        List<EnrollOutcome> outcomes = new ArrayList<>(contactIds.size());
        for (UUID id : contactIds) {
            Reason reason = gate.against(held.get(id));
            UUID enrollment = reason == null ? left.remove(id) : null;
            if (reason != null) {
                outcomes.add(new EnrollOutcome.Rejected(reason));
            } else if (enrollment == null) {
                outcomes.add(new EnrollOutcome.AlreadyEnrolled());
            } else {
                outcomes.add(new EnrollOutcome.Enrolled(enrollment));
            }
        }
        return outcomes;
    }
}
