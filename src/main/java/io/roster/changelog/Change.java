package io.roster.changelog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the change log: what happened to a contact.
 *
 * @param fields what changed, by its name in the contact object; empty for a creation, which changes nothing that was
 * @param object the contact object as it is after the change, as JSON; asked for only when a webhook wants it
 */
public record Change(
        UUID id,
        UUID contactId,
        Type type,
        Instant at,
        Actor actor,
        Map<String, FromTo> fields,
        Supplier<String> object) {
    /** Whether {@code fields} are those alone that scoring sets. */
    public static boolean isScoring(Map<String, FromTo> fields) {
        return EventTypes.isScoring(fields.keySet());
    }

    /** A value before and after, as JSON writes it. */
    public record FromTo(@Nullable Object from, @Nullable Object to) {}

    /** What happened, by the name of its webhook event. */
    public enum Type {
        CREATED("contact.created"),
        UPDATED("contact.updated"),
        DELETED("contact.deleted"),
        ENRICHED("contact.enriched"),
        SCORED("contact.scored"),
        MERGED("contact.merged"),
        ENROLLED("contact.enrolled");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        public static Optional<Type> of(String wire) {
            for (Type type : values()) {
                if (type.wire.equals(wire)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }
}
