package io.roster.filter;

import io.roster.db.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A filter as a condition in SQL over the contact table {@code c}: text with question marks, and the values for them. */
public final class FilterSql {
    private final List<Bound> values = new ArrayList<>();
    private final String text;

    private record Bound(FieldType type, Object value) {}

    public FilterSql(Filter filter) {
        this.text = compile(filter);
    }

    /** The condition, to be put into parentheses by nobody: it has its own. */
    public String text() {
        return text;
    }

    /** Binds the values, in the order of the question marks in {@link #text}. */
    public Sql bind(Sql sql) {
        for (Bound bound : values) {
            if (bound.value() instanceof List<?> list) {
                sql.array(bound.type().sql(), list);
            } else {
                sql.bind(bound.value());
            }
        }
        return sql;
    }

    private String compile(Filter filter) {
        return switch (filter) {
            case Filter.All all -> joined(all.filters(), " and ", "true");
            case Filter.Any any -> joined(any.filters(), " or ", "false");
            case Filter.Not not -> "(not " + compile(not.filter()) + ")";
            case Filter.Test test -> compile(test);
        };
    }

    private String joined(List<Filter> filters, String operator, String none) {
        return filters.isEmpty()
                ? none
                : filters.stream().map(this::compile).collect(Collectors.joining(operator, "(", ")"));
    }

    private String compile(Filter.Test test) {
        values.add(new Bound(test.field().type(), test.value()));
        String column = test.field().column();
        if (test.field().type() == FieldType.TEXTS) {
            return "(%s && ?::text[])".formatted(column);
        }
        if (test.operator() == Operator.CONTAINS) {
            return "(coalesce(strpos(lower(%s), lower(?)), 0) > 0)".formatted(column);
        }
        String comparison = switch (test.operator()) {
            case EQ -> "= ?";
            case GT -> "> ?";
            case GTE -> ">= ?";
            case LT -> "< ?";
            case LTE -> "<= ?";
            case IN -> "= any(?)";
            case CONTAINS -> throw new IllegalStateException("written above");
        };
        // A missing value compares as false and not as unknown, so that NOT means what it says.
        return test.field().isRequired()
                ? "(%s %s)".formatted(column, comparison)
                : "(%s is not null and %s %s)".formatted(column, column, comparison);
    }
}
