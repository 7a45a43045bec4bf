package io.roster.sequence;

import java.util.Locale;
import java.util.Optional;

/** Whether a sequence takes contacts in: an active one only. */
public enum SequenceStatus {
    DRAFT,
    ACTIVE,
    PAUSED;

    /** As it is written in the API and in the store: {@code draft}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SequenceStatus> of(String wire) {
        for (SequenceStatus status : values()) {
            if (status.wire().equals(wire)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
