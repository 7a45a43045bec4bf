package io.roster.engagement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the engine can see of a contact. */
public enum EventType {
    EMAIL_SENT,
    EMAIL_DELIVERED,
    EMAIL_OPENED,
    EMAIL_CLICKED,
    EMAIL_REPLIED,
    EMAIL_BOUNCED,
    EMAIL_UNSUBSCRIBED,
    EMAIL_COMPLAINED,
    REPLY_CLASSIFIED;

    /** All names, for messages. */
    public static final String NAMES =
            Arrays.stream(values()).map(EventType::wire).collect(Collectors.joining(", "));

    /** As it is written in the API and in the store: {@code email_opened}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<EventType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }

    /** Which part of the sending side sees such a thing. */
    String source() {
        return this == REPLY_CLASSIFIED ? "reply_intelligence" : "email_engine";
    }
}
