package io.roster.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operators as they are written: each is an {@link Operator}, or the negation of one. */
enum OperatorName {
    EQ(Operator.EQ, false),
    NE(Operator.EQ, true),
    GT(Operator.GT, false),
    GTE(Operator.GTE, false),
    LT(Operator.LT, false),
    LTE(Operator.LTE, false),
    IN(Operator.IN, false),
    NOT_IN(Operator.IN, true),
    CONTAINS(Operator.CONTAINS, false),
    STARTS_WITH(Operator.STARTS_WITH, false),
    ENDS_WITH(Operator.ENDS_WITH, false),
    IS_EMPTY(Operator.IS_EMPTY, false),
    IS_NOT_EMPTY(Operator.IS_EMPTY, true);

    private final Operator operator;
    private final boolean negated;

    OperatorName(Operator operator, boolean negated) {
        this.operator = operator;
        this.negated = negated;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    Operator operator() {
        return operator;
    }

    /** The filter that says {@code filter}, or the contrary where this operator is a negation. */
    Filter apply(Filter filter) {
        return negated ? new Filter.Not(filter) : filter;
    }

    static Optional<OperatorName> of(String wire) {
        return Arrays.stream(values()).filter(name -> name.wire().equals(wire)).findFirst();
    }

    /** Those that fields of {@code type} take, for a message. */
    static String of(FieldType type) {
        return Arrays.stream(values())
                .filter(name -> type.takes(name.operator))
                .map(OperatorName::wire)
                .collect(Collectors.joining(", "));
    }
}
