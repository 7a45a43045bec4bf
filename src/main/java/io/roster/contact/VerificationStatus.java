package io.roster.contact;

import java.util.Locale;

/** What is known about whether mail reaches an address. Set by the pipeline and the engine, never by a caller. */
public enum VerificationStatus {
    UNVERIFIED,
    VALID,
    RISKY,
    INVALID,
    UNKNOWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it is written in the API and in the store: {@code unverified}. */
    public String wire() {
        return wire;
    }

    /** The status of this stored name. */
    public static VerificationStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
