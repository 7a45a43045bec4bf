package io.roster.contact;

import java.util.Locale;

/** How contacts come to be taken in. */
public enum IntakeWay {
    SINGLE,
    BULK,
    IMPORT;

    /** As it is written in the metrics: {@code single}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
