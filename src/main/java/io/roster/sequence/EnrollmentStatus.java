package io.roster.sequence;

import java.util.Locale;

/** Where a contact stands in a sequence; all but the first two are the end of it. */
public enum EnrollmentStatus {
    ACTIVE,
    PAUSED,
    COMPLETED,
    REPLIED,
    BOUNCED,
    UNSUBSCRIBED,
    COMPLAINED,
    REMOVED;

    /** As it is written in the API and in the store: {@code active}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of this stored name. */
    public static EnrollmentStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    boolean isOpen() {
        return this == ACTIVE || this == PAUSED;
    }
}
