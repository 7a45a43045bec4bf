package io.roster.sequence;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import io.roster.segment.Segments;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be done with the sequences of a workspace. */
public final class Sequences {
    private final SequenceStore store = new SequenceStore();
    private final EnrollmentStore enrollments = new EnrollmentStore();
    private final CustomFields customFields;
    private final Segments segments;
    private final UuidV7 ids;
    private final InstantSource clock;

    public Sequences(CustomFields customFields, Segments segments, UuidV7 ids, InstantSource clock) {
        this.customFields = customFields;
        this.segments = segments;
        this.ids = ids;
        this.clock = clock;
    }

    /** The newest first. */
    public Listing<Sequence> list(Tx tx, UUID workspaceId, Window window) {
        return Listing.of(store.list(tx, workspaceId, window), window, store.count(tx, workspaceId));
    }

    public Sequence get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(Sequences::notFound);
    }

    public Sequence create(Tx tx, UUID workspaceId, SequenceDraft draft) {
        check(tx, workspaceId, draft);
        Instant now = now();
        Sequence sequence = new Sequence(ids.next(), draft, now, now);
        store.insert(tx, workspaceId, sequence);
        return sequence;
    }

    public Sequence update(Tx tx, UUID workspaceId, UUID id, UnaryOperator<SequenceDraft> change) {
        Sequence before = store.lock(tx, workspaceId, id).orElseThrow(Sequences::notFound);
        SequenceDraft draft = change.apply(before.said());
        if (draft.equals(before.said())) {
            return before;
        }
        check(tx, workspaceId, draft);
        Sequence after = new Sequence(id, draft, before.createdAt(), now());
        store.update(tx, workspaceId, after);
        return after;
    }

    /** Deletes a sequence; who is in it is taken out, and keeps the record of having been. */
    public Sequence delete(Tx tx, UUID workspaceId, UUID id) {
        Sequence sequence = store.lock(tx, workspaceId, id).orElseThrow(Sequences::notFound);
        Instant now = now();
        store.delete(tx, workspaceId, id, now);
        enrollments.endOfSequence(tx, workspaceId, id, now);
        return sequence;
    }

    /** How many enrollments there are of each status. */
    public Map<EnrollmentStatus, Long> counts(Tx tx, UUID workspaceId, UUID id) {
        get(tx, workspaceId, id);
        return enrollments.counts(tx, workspaceId, id);
    }

    /** A sequence whose entry filter uses a custom field, so that the field stays. */
    public static Optional<String> userOfCustomField(Tx tx, UUID workspaceId, String name) {
        return new SequenceStore()
                .userOf(tx, workspaceId, "custom_fields." + name)
                .map("sequence \"%s\""::formatted);
    }

    /** Reads the entry filter as it will be stored, under a hold on the custom fields, so that none of them goes meanwhile. */
    private void check(Tx tx, UUID workspaceId, SequenceDraft draft) {
        customFields.forWriting(tx, workspaceId);
        segments.read(tx, workspaceId, "entry", draft.entry().filter());
    }

    private static RuntimeException notFound() {
        return Failure.notFound("Sequence");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
