package io.roster.contact;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text fields of a contact that a caller may write, in the order in which they are shown and stored. */
public enum ProfileField {
    FIRST_NAME(ProfileText::line),
    LAST_NAME(ProfileText::line),
    TITLE(ProfileText::line),
    SENIORITY(ProfileText::seniority),
    DEPARTMENT(ProfileText::line),
    PHONE(ProfileText::phone),
    MOBILE(ProfileText::phone),
    LINKEDIN_URL(ProfileText::webAddress),
    CITY(ProfileText::line),
    STATE(ProfileText::line),
    COUNTRY(ProfileText::country),
    TIME_ZONE(ProfileText::timeZone),
    LEAD_SOURCE(ProfileText::line);

    private interface Rule {
        String check(String place, String value);
    }

    private final Rule rule;
    private final String wire = name().toLowerCase(Locale.ROOT);

    ProfileField(Rule rule) {
        this.rule = rule;
    }

    /** The NimbusOS name, which is the column's name too: {@code first_name}. */
    public String wire() {
        return wire;
    }

    public static Optional<ProfileField> of(String wire) {
        for (ProfileField field : values()) {
            if (field.wire.equals(wire)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /**
     * The value as it is stored: trimmed, null when nothing is left, or refused with {@code place} as the field's name.
     */
    public @Nullable String normalise(String place, String raw) {
        String value = raw.strip();
        return value.isEmpty() ? null : rule.check(place, value);
    }
}
