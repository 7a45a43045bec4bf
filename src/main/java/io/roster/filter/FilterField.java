package io.roster.filter;

import io.roster.db.SqlText;
import org.jspecify.annotations.Nullable;

/** Something of a contact that a filter can test and a list can be sorted by: in SQL an expression, in memory a value. */
public sealed interface FilterField permits ContactField, CustomTerm, EventCount {
    /** As it is written in the API: {@code company.name}. */
    String wire();

    FieldType type();

    /** Where its value is kept. */
    Table table();

    /** Whether every contact has a value here. */
    boolean isRequired();

    /** Writes the expression of the value that is seen. */
    void write(SqlText sql);

    /** Writes the expression of the value that is stored, without a fallback. */
    default void writeStored(SqlText sql) {
        write(sql);
    }

    /** The value that is seen, of the field's type; null where there is none. */
    @Nullable
    Object value(Subject subject);

    /** The value that is stored, without a fallback. */
    default @Nullable Object storedValue(Subject subject) {
        return value(subject);
    }

    /** Whether its values are in lower case already, so that they need not be folded to be compared. */
    default boolean isLowerCase() {
        return false;
    }

    /** The tables that fields are read from, by their names in SQL. */
    enum Table {
        /** {@code c}, which is always there. */
        CONTACT,
        /** {@code co}, by an outer join. */
        COMPANY,
        /** {@code a}, by an outer join. */
        ACTIVITY
    }
}
