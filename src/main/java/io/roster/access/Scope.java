package io.roster.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a key may do, by the names of the contract. */
public enum Scope {
    CONTACTS_READ("contacts:read"),
    CONTACTS_WRITE("contacts:write"),
    EVENTS_READ("events:read"),
    IMPORTS_WRITE("imports:write"),
    CUSTOM_FIELDS_READ("custom_fields:read"),
    CUSTOM_FIELDS_WRITE("custom_fields:write"),
    SEGMENTS_READ("segments:read"),
    SEGMENTS_WRITE("segments:write"),
    SEQUENCES_READ("sequences:read"),
    SEQUENCES_WRITE("sequences:write"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"),
    SUPPRESSIONS_READ("suppressions:read"),
    SUPPRESSIONS_WRITE("suppressions:write"),
    MODELS_READ("models:read"),
    MODELS_WRITE("models:write"),
    COMPANIES_READ("companies:read"),
    COMPANIES_WRITE("companies:write"),
    ENGINE_EVENTS("engine:events"),
    ADMIN_GDPR("admin:gdpr");

    /** What {@code *} stands for: everything but the two scopes that must be named. */
    public static final Set<Scope> ALL_BUT_NAMED = EnumSet.complementOf(EnumSet.of(ENGINE_EVENTS, ADMIN_GDPR));

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    /** As it is written in the API: {@code contacts:read}. */
    public String wire() {
        return wire;
    }

    public static Optional<Scope> of(String wire) {
        return Arrays.stream(values()).filter(scope -> scope.wire.equals(wire)).findFirst();
    }

    /** Whether a caller that was granted {@code granted} may do this: {@code X:write} includes {@code X:read}. */
    public boolean within(Set<Scope> granted) {
        return granted.contains(this)
                || (wire.endsWith(":read")
                        && of(wire.replace(":read", ":write"))
                                .filter(granted::contains)
                                .isPresent());
    }
}
