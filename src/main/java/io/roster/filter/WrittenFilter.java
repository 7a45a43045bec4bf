package io.roster.filter;

import java.util.List;

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
}
