package io.roster.filter;

import java.util.EnumSet;
import java.util.Set;

/** What kind of values a field has, and so which operators it takes, and how its values are bound and compared. */
public enum FieldType {
    TEXT("text", Operator.EQ, Operator.IN, Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH),
    NUMBER("numeric", Operator.EQ, Operator.IN, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE),
    BOOLEAN("bool", Operator.EQ, Operator.IN),
    TIME("timestamptz", Operator.EQ, Operator.IN, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE),
    /** As text, {@code YYYY-MM-DD}, whose order is that of the days. */
    DATE("text", Operator.EQ, Operator.IN, Operator.GT, Operator.GTE, Operator.LT, Operator.LTE),
    ID("uuid", Operator.EQ, Operator.IN),
    /** Several texts, in an array. EQ compares them as sets, IN wants any of its values, CONTAINS its one value. */
    TEXTS("text", Operator.EQ, Operator.IN, Operator.CONTAINS),
    /** The same, in a JSON array. */
    CHOICES("text", Operator.EQ, Operator.IN, Operator.CONTAINS);

    private final String sql;
    private final Set<Operator> operators;

    FieldType(String sql, Operator... operators) {
        this.sql = sql;
        this.operators = EnumSet.of(Operator.IS_EMPTY, operators);
    }

    /** PostgreSQL's type of one value. */
    public String sql() {
        return sql;
    }

    public boolean takes(Operator operator) {
        return operators.contains(operator);
    }

    /** Whether a field of this type has several values, so that no list can be sorted by it. */
    public boolean isMany() {
        return this == TEXTS || this == CHOICES;
    }
}
