package io.roster.search;

import io.roster.db.SqlText;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A sort as SQL: the ORDER BY, and the condition that a row comes after a position. Where all goes in one direction and
 * no value can be missing, that is one row comparison, which an index answers; else it is spelled out key by key.
 */
final class KeysetSql {
    private final Sort sort;
    private final List<SqlText> keys;
    private final String id;

    /**
     * @param keys the expressions of the sort's keys where this is used
     * @param id the expression of the id there
     */
    KeysetSql(Sort sort, IntFunction<SqlText> keys, String id) {
        this.sort = sort;
        this.keys = IntStream.range(0, sort.keys().size()).mapToObj(keys).toList();
        this.id = id;
    }

    void orderBy(SqlText sql) {
        for (int i = 0; i < keys.size(); i++) {
            Sort.Key key = sort.keys().get(i);
            sql.add(keys.get(i))
                    .add(key.descending() ? " desc" : "")
                    .add(key.field().isRequired() ? ", " : " nulls last, ");
        }
        sql.add(id).add(sort.idDescending() ? " desc" : "");
    }

    void after(Position position, SqlText sql) {
        if (isOneComparison()) {
            rowComparison(position, sql);
        } else {
            keyByKey(position, sql);
        }
    }

    private boolean isOneComparison() {
        return sort.keys().stream()
                .allMatch(key ->
                        key.descending() == sort.idDescending() && key.field().isRequired());
    }

    private void rowComparison(Position position, SqlText sql) {
        sql.add("(");
        keys.forEach(key -> sql.add(key).add(", "));
        sql.add(id).add(") ").add(comparison(sort.idDescending())).add(" (");
        for (int i = 0; i < keys.size(); i++) {
            value(i, position, sql);
            sql.add(", ");
        }
        sql.value("uuid", position.id()).add(")");
    }

    /** After (a, b, id) is: a further on; or the same a, and b further on; or the same a and b, and id further on. */
    private void keyByKey(Position position, SqlText sql) {
        sql.add("(");
        for (int last = 0; last <= keys.size(); last++) {
            sql.add(last == 0 ? "(" : " or (");
            for (int i = 0; i < last; i++) {
                sql.add(keys.get(i));
                if (position.values().get(i) == null) {
                    sql.add(" is null and ");
                } else {
                    sql.add(" = ");
                    value(i, position, sql);
                    sql.add(" and ");
                }
            }
            if (last < keys.size()) {
                furtherOn(last, position, sql);
            } else {
                sql.add(id).add(comparison(sort.idDescending())).value("uuid", position.id());
            }
            sql.add(")");
        }
        sql.add(")");
    }

    private void furtherOn(int i, Position position, SqlText sql) {
        Sort.Key key = sort.keys().get(i);
        if (position.values().get(i) == null) {
            sql.add("false"); // missing values are the last
            return;
        }
        sql.add("(").add(keys.get(i)).add(comparison(key.descending()));
        value(i, position, sql);
        if (!key.field().isRequired()) {
            sql.add(" or ").add(keys.get(i)).add(" is null");
        }
        sql.add(")");
    }

    private void value(int i, Position position, SqlText sql) {
        sql.value(sort.keys().get(i).field().type().sql(), position.values().get(i));
    }

    private static String comparison(boolean descending) {
        return descending ? " < " : " > ";
    }
}
