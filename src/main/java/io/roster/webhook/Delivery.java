package io.roster.webhook;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param payload the body as it is sent
 * @param nextAt when it is sent next, while it is pending
 * @param attempt the last one; null before the first
 */
public record Delivery(
        UUID id,
        UUID eventId,
        UUID contactId,
        String type,
        String payload,
        Status status,
        int attempts,
        Instant nextAt,
        Instant createdAt,
        @Nullable Attempt attempt) {
    /** How far it has come. */
    public enum Status {
        PENDING,
        DELIVERED,
        FAILED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What came of an attempt.
     *
     * @param status of the answer; null when there was none, and then {@code error} says why
     * @param body the first 2 KB of the answer
     */
    public record Attempt(
            Instant at,
            @Nullable Integer status,
            int latencyMillis,
            @Nullable String body,
            @Nullable String error) {}
}
