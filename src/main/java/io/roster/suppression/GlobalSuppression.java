package io.roster.suppression;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that no workspace may contact.
 *
 * @param email null once its person has been erased
 */
public record GlobalSuppression(
        UUID id, @Nullable String email, @Nullable String reason, Instant createdAt) {
    /** One that was asked for, and whether it had been there before. */
    public record Added(GlobalSuppression suppression, boolean isNew) {}
}
