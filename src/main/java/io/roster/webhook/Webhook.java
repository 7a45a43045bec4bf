package io.roster.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who is told of events.
 *
 * @param events the types that it wants, such as {@code contact.created}
 */
public record Webhook(
        UUID id, String url, List<String> events, @Nullable String description, Status status, Instant createdAt) {
    /** Whether it is sent to. */
    public enum Status {
        ACTIVE,
        /** By its owner: events are kept for it, and sent when it is active again. */
        PAUSED,
        /** By the service, because its receiver is gone or has failed for days: it is told of nothing new. */
        DISABLED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public Webhook {
        events = List.copyOf(events);
    }

    Webhook with(WebhookPatch patch) {
        return new Webhook(
                id,
                patch.url() == null ? url : patch.url(),
                patch.events() == null ? events : patch.events(),
                patch.givesDescription() ? patch.description() : description,
                patch.status() == null ? status : patch.status(),
                createdAt);
    }
}
