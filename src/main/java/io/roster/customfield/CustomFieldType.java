package io.roster.customfield;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of values a custom field takes. */
public enum CustomFieldType {
    STRING,
    NUMBER,
    BOOLEAN,
    DATE,
    DROPDOWN,
    MULTI_SELECT;

    /** As it is written in the API and in the store: {@code multi_select}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its values are chosen from the field's options. */
    public boolean hasOptions() {
        return this == DROPDOWN || this == MULTI_SELECT;
    }

    public static Optional<CustomFieldType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }

    /** All of them, for a message. */
    public static String all() {
        return Arrays.stream(values()).map(CustomFieldType::wire).collect(Collectors.joining(", "));
    }
}
