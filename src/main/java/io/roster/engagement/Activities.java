package io.roster.engagement;

import io.roster.changelog.QuietChanges;
import io.roster.db.Tx;
import io.roster.filter.Activity;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has seen of contacts in sum, which filters and scores look at. Whoever changes it holds the contacts
 * locked, so that sums are added up and not lost.
 */
public final class Activities {
    private final ActivityStore store;

    public Activities(QuietChanges quiet) {
        this.store = new ActivityStore(quiet);
    }

    /** By contact; one that nothing has been seen of has no entry. */
    public Map<UUID, Activity> of(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        return contacts.isEmpty() ? Map.of() : store.find(tx, workspaceId, contacts);
    }

    /** Adds events that were not counted before. */
    void add(Tx tx, UUID workspaceId, List<Event> events) {
        Map<UUID, Activity> sums = new TreeMap<>(
                of(tx, workspaceId, events.stream().map(Event::contactId).toList()));
        for (Event event : events) {
            sums.merge(event.contactId(), of(event), Activities::sum);
        }
        store.put(tx, workspaceId, sums);
    }

    /** Counts anew what the contacts have, after events have changed hands. */
    void recount(Tx tx, UUID workspaceId, Collection<UUID> contacts) {
        store.erase(tx, workspaceId, contacts);
        store.count(tx, workspaceId, contacts);
    }

    void erase(Tx tx, UUID workspaceId, UUID contactId) {
        store.erase(tx, workspaceId, List.of(contactId));
    }

    private static Activity of(Event event) {
        return new Activity(event.occurredAt(), Map.of(event.type().wire(), 1));
    }

    private static Activity sum(Activity one, Activity other) {
        Map<String, Integer> counts = new HashMap<>(one.counts());
        other.counts().forEach((type, count) -> counts.merge(type, count, Integer::sum));
        return new Activity(later(one.lastEventAt(), other.lastEventAt()), counts);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? other : one;
    }
}
