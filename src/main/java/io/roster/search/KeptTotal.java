package io.roster.search;

import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.filter.Operator;
import java.util.Optional;

/** Knows the filters whose totals are kept in {@link ContactTotals}, and so need no counting. */
final class KeptTotal {
    private KeptTotal() {}

    /** The sum over contact_total that is the filter's total, if it is kept. */
    static Optional<String> of(Filter filter) {
        return switch (filter) {
            case Filter.All all when all.filters().isEmpty() -> Optional.of("sum(contacts)");
            case Filter.All all
            when all.filters().size() == 1 -> of(all.filters().getFirst());
            case Filter.Test test
            when test.field() == ContactField.IS_DELETED && test.operator() == Operator.EQ ->
                Optional.of(test.value().equals(true) ? "sum(deleted)" : "sum(contacts - deleted)");
            case Filter.All all -> Optional.empty();
            case Filter.Any any -> Optional.empty();
            case Filter.Not not -> Optional.empty();
            case Filter.Test test -> Optional.empty();
            case Filter.HasWords words -> Optional.empty();
        };
    }
}
