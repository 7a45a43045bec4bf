package io.roster.filter;

import java.util.List;
import java.util.Set;

/**
 * A filter as it is written in a request and kept in a segment: conditions, and how they are joined.
 *
 * @param logic {@code AND}, {@code OR}, or an expression over the conditions' numbers: {@code 1 AND (2 OR NOT 3)}
 */
public record WrittenFilter(List<Condition> conditions, String logic) {
    public static final String AND = "AND";

    public WrittenFilter {
        conditions = List.copyOf(conditions);
    }

    /** Whether a condition on {@code field} has one of {@code values}, alone or in an array. */
    public boolean names(String field, Set<String> values) {
        return conditions.stream()
                .filter(condition -> condition.field().equals(field))
                .map(Condition::value)
                .anyMatch(value -> value instanceof List<?> several
                        ? several.stream().anyMatch(values::contains)
                        : value != null && values.contains(value));
    }
}
