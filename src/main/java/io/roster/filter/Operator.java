package io.roster.filter;

import java.util.Locale;

/** How a filter compares a field with its value. */
public enum Operator {
    EQ,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    /** Somewhere in the text, whatever the case of either. */
    CONTAINS;

    /** As it is written in the API: {@code gte}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
