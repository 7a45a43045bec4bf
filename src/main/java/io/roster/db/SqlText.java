package io.roster.db;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that is put together from left to right, its values beside it: they are bound, never written into it. */
public final class SqlText {
    private record Bound(@Nullable String arrayOf, @Nullable Object value) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Bound> values = new ArrayList<>();

    /** Adds a piece of SQL without values in it, written by a programmer. */
    public SqlText add(String sql) {
        text.append(sql);
        return this;
    }

    /** Adds a value, as PostgreSQL's {@code type}. */
    public SqlText value(String type, @Nullable Object value) {
        text.append("?::").append(type);
        values.add(new Bound(null, value));
        return this;
    }

    /** Adds an array of values of PostgreSQL's {@code type}. */
    public SqlText array(String type, Collection<?> elements) {
        text.append("?::").append(type).append("[]");
        values.add(new Bound(type, List.copyOf(elements)));
        return this;
    }

    /** Adds all of {@code other}. */
    public SqlText add(SqlText other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    /** The statement, ready to run. */
    public Sql on(Tx tx) {
        Sql sql = tx.sql(text.toString());
        for (Bound bound : values) {
            if (bound.arrayOf() != null && bound.value() instanceof List<?> elements) {
                sql.array(bound.arrayOf(), elements);
            } else {
                sql.bind(bound.value());
            }
        }
        return sql;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
