package io.roster.filter;

import java.util.Locale;

/** How a filter compares a field with its value. What the API calls {@code ne}, {@code not_in} and {@code is_not_empty} is the negation of one of these. */
public enum Operator {
    EQ,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    IS_EMPTY;

    /** As it is written in the API: {@code gte}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
