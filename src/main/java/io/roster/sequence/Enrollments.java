package io.roster.sequence;

import io.roster.access.Listing;
import io.roster.access.Window;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What can be done with contacts that are, or were, in sequences. */
public final class Enrollments {
    private final EnrollmentStore store = new EnrollmentStore();
    private final InstantSource clock;

    /**
     * What a merge has done to the enrollments of a duplicate.
     *
     * @param moved those that are the survivor's now
     * @param ended those among them that had to end, for the survivor was in their sequence already, as they were before
     */
    public record Moved(List<UUID> moved, Map<UUID, EnrollmentStatus> ended) {}

    public Enrollments(InstantSource clock) {
        this.clock = clock;
    }

    /** Those of a contact, the newest first. */
    public Listing<Enrollment> ofContact(Tx tx, UUID workspaceId, UUID contactId, Window window) {
        return Listing.of(
                store.ofContact(tx, workspaceId, contactId, window),
                window,
                store.countOfContact(tx, workspaceId, contactId));
    }

    /** Takes the contact out of the sequence; one that has come to its end stays as it is. */
    public Enrollment stop(Tx tx, UUID workspaceId, UUID id) {
        Enrollment before = store.lock(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Enrollment"));
        if (!before.status().isOpen()) {
            return before;
        }
        store.status(tx, workspaceId, id, EnrollmentStatus.REMOVED, now());
        return store.lock(tx, workspaceId, id).orElseThrow();
    }

    /** Ends what is open of contacts that are held, each with its status. */
    public void end(Tx tx, UUID workspaceId, Map<UUID, EnrollmentStatus> ends) {
        if (!ends.isEmpty()) {
            store.endOfContacts(tx, workspaceId, ends, now());
        }
    }

    /** Moves all enrollments of a contact that is merged into another; both are held. */
    public Moved moveAll(Tx tx, UUID workspaceId, UUID from, UUID to) {
        List<Enrollment> mine = store.lockOfContact(tx, workspaceId, from);
        Set<UUID> taken = new HashSet<>();
        store.lockOfContact(tx, workspaceId, to).stream()
                .filter(enrollment -> enrollment.status().isOpen())
                .forEach(enrollment -> taken.add(enrollment.sequenceId()));
        Map<UUID, EnrollmentStatus> ended = new LinkedHashMap<>();
        for (Enrollment enrollment : mine) {
            if (enrollment.status().isOpen() && taken.contains(enrollment.sequenceId())) {
                ended.put(enrollment.id(), enrollment.status());
                store.status(tx, workspaceId, enrollment.id(), EnrollmentStatus.REMOVED, now());
            }
        }
        List<UUID> moved = mine.stream().map(Enrollment::id).toList();
        store.move(tx, workspaceId, moved, to);
        return new Moved(moved, ended);
    }

    /** Takes such a move back: what is still the other's returns, and what had to end goes on. */
    public void moveBack(Tx tx, UUID workspaceId, Moved moved, UUID from, UUID to) {
        List<UUID> ids = store.lockOfContact(tx, workspaceId, from).stream()
                .map(Enrollment::id)
                .filter(moved.moved()::contains)
                .toList();
        store.move(tx, workspaceId, ids, to);
        for (Enrollment enrollment : store.lockOfContact(tx, workspaceId, to)) {
            EnrollmentStatus before = moved.ended().get(enrollment.id());
            if (before != null && enrollment.status() == EnrollmentStatus.REMOVED) {
                store.status(tx, workspaceId, enrollment.id(), before, now());
            }
        }
    }

    /** For the erasure of a person; tells how many there were. */
    public int erase(Tx tx, UUID workspaceId, UUID contactId) {
        return store.erase(tx, workspaceId, contactId);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
