package io.roster.engagement;

import io.roster.failure.Failure;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that the engine tells of.
 *
 * @param externalId the engine's own name for it, by which it is recognised when it is told again
 * @param contactId whom it is about; null when {@code email} says so
 * @param email in its stored form; null when {@code contactId} says whom it is about
 * @param occurredAt null: now
 * @param properties a JSON object
 * @param isHardBounce whether it says that the address takes no mail, and never will
 */
public record EventDraft(
        String externalId,
        @Nullable UUID contactId,
        @Nullable String email,
        EventType type,
        @Nullable Instant occurredAt,
        String properties,
        boolean isHardBounce) {
    private static final int MAX_EXTERNAL_ID = 255;
    private static final int MAX_PROPERTIES = 16_384;

    public EventDraft {
        if (externalId.isBlank() || externalId.codePointCount(0, externalId.length()) > MAX_EXTERNAL_ID) {
            throw Failure.invalid("external_id", "external_id must have 1 to %d characters".formatted(MAX_EXTERNAL_ID));
        }
        if ((contactId == null) == (email == null)) {
            throw Failure.invalid("contact_id", "Give either contact_id or email");
        }
        if (properties.length() > MAX_PROPERTIES) {
            throw Failure.invalid(
                    "properties", "properties must have at most %d characters of JSON".formatted(MAX_PROPERTIES));
        }
    }
}
