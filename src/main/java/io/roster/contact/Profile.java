package io.roster.contact;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of a contact's {@link ProfileField}s; each may be missing. Immutable. */
@SuppressWarnings("EnumOrdinal") // the order lives in memory only: what is stored goes by name
public final class Profile {
    private static final ProfileField[] FIELDS = ProfileField.values();

    public static final Profile EMPTY = new Profile(new @Nullable String[FIELDS.length]);

    private final @Nullable String[] values;

    private Profile(@Nullable String[] values) {
        this.values = values;
    }

    /** A profile of one value for each field, in the enum's order. The array becomes the profile's own. */
    static Profile of(@Nullable String[] values) {
        return new Profile(values);
    }

    public @Nullable String get(ProfileField field) {
        return values[field.ordinal()];
    }

    /** This profile with some fields set, or cleared where the value is empty. */
    public Profile with(Map<ProfileField, Optional<String>> given) {
        if (given.isEmpty()) {
            return this;
        }
        @Nullable String[] changed = values.clone();
        for (ProfileField field : FIELDS) {
            Optional<String> value = given.get(field);
            if (value != null) {
                changed[field.ordinal()] = value.orElse(null);
            }
        }
        return new Profile(changed);
    }

    /** First and last name joined; null when both are missing. */
    public @Nullable String fullName() {
        String first = get(ProfileField.FIRST_NAME);
        String last = get(ProfileField.LAST_NAME);
        if (first == null) {
            return last;
        }
        return last == null ? first : first + " " + last;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Profile that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash((Object[]) values);
    }

    @Override
    public String toString() {
        return "Profile" + Arrays.toString(values);
    }
}
