package io.roster.contact;

import java.util.Locale;
import java.util.Optional;

/** How senior a person is, from the top down. */
public enum Seniority {
    OWNER,
    FOUNDER,
    C_SUITE,
    PARTNER,
    VP,
    HEAD,
    DIRECTOR,
    MANAGER,
    SENIOR,
    ENTRY,
    INTERN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As it is written in the API: {@code c_suite}. */
    public String wire() {
        return wire;
    }

    public static Optional<Seniority> of(String wire) {
        for (Seniority seniority : values()) {
            if (seniority.wire.equals(wire)) {
                return Optional.of(seniority);
            }
        }
        return Optional.empty();
    }
}
