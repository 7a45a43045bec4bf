package io.roster.engagement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a contact are wanted.
 *
 * @param types none: all
 * @param after the last event of the page before
 */
public record EventQuery(
        UUID contactId, List<EventType> types, @Nullable Place after, int limit) {
    /** A place in the list, which has the newest first. */
    public record Place(Instant occurredAt, UUID id) {}

    public EventQuery {
        types = List.copyOf(types);
    }

    /** The newest of all types. */
    public static EventQuery newest(UUID contactId, int limit) {
        return new EventQuery(contactId, List.of(), null, limit);
    }
}
