package io.roster.changelog;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the change log: what happened to a contact.
 *
 * @param fields what changed, by its name in the contact object; empty for a creation, which changes nothing that was
 */
public record Change(UUID id, UUID contactId, Type type, Instant at, Actor actor, Map<String, FromTo> fields) {
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
    }
}
