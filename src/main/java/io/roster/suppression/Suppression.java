package io.roster.suppression;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address, or a whole domain, that a workspace must not contact.
 *
 * @param value the address or domain; null once its person has been erased
 */
public record Suppression(
        UUID id,
        Kind kind,
        @Nullable String value,
        @Nullable String reason,
        Instant createdAt) {
    /** What is suppressed. */
    public enum Kind {
        EMAIL,
        DOMAIN
    }

    /** One that was asked for, and whether it had been there before. */
    public record Added(Suppression suppression, boolean isNew) {}
}
