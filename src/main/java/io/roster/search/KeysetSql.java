package io.roster.search;

import io.roster.db.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sort as SQL: the ORDER BY, and the condition that a row comes after a position. Where all goes in one direction and
 * no value can be missing, that is one row comparison, which an index answers; else it is spelled out key by key.
 */
final class KeysetSql {
    private final Sort sort;
    private final Optional<Position> after;

    KeysetSql(Sort sort, Optional<Position> after) {
        this.sort = sort;
        this.after = after;
    }

    String orderBy() {
        String keys = sort.keys().stream()
                .map(key -> key.field().column()
                        + (key.descending() ? " desc" : "")
                        + (key.field().isRequired() ? "" : " nulls last"))
                .collect(Collectors.joining(", "));
        return keys + ", c.id" + (sort.idDescending() ? " desc" : "");
    }

    String condition() {
        return after.map(position -> isOneComparison() ? rowComparison() : keyByKey(position))
                .orElse("true");
    }

    Sql bind(Sql sql) {
        if (after.isEmpty()) {
            return sql;
        }
        Position position = after.get();
        if (isOneComparison()) {
            return sql.bindAll(position.values()).bind(position.id());
        }
        for (int last = 0; last <= sort.keys().size(); last++) {
            for (int i = 0; i < Math.min(last + 1, sort.keys().size()); i++) {
                if (position.values().get(i) != null) {
                    sql.bind(position.values().get(i));
                }
            }
        }
        return sql.bind(position.id());
    }

    private boolean isOneComparison() {
        return sort.keys().stream()
                .allMatch(key ->
                        key.descending() == sort.idDescending() && key.field().isRequired());
    }

    private String rowComparison() {
        String columns = sort.keys().stream().map(key -> key.field().column()).collect(Collectors.joining(", "));
        return "(%s, c.id) %s (%s?)"
                .formatted(
                        columns,
                        comparison(sort.idDescending()),
                        "?, ".repeat(sort.keys().size()));
    }

    /** After (a, b, id) is: a further on; or the same a, and b further on; or the same a and b, and id further on. */
    private String keyByKey(Position position) {
        List<String> alternatives = new ArrayList<>();
        for (int last = 0; last <= sort.keys().size(); last++) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                parts.add(
                        sort.keys().get(i).field().column() + (position.values().get(i) == null ? " is null" : " = ?"));
            }
            parts.add(
                    last < sort.keys().size()
                            ? furtherOn(sort.keys().get(last), position.values().get(last) == null)
                            : "c.id " + comparison(sort.idDescending()) + " ?");
            alternatives.add(String.join(" and ", parts));
        }
        return alternatives.stream().collect(Collectors.joining(") or (", "((", "))"));
    }

    private static String furtherOn(Sort.Key key, boolean fromMissing) {
        if (fromMissing) {
            return "false"; // missing values are the last
        }
        String column = key.field().column();
        String further = column + " " + comparison(key.descending()) + " ?";
        return key.field().isRequired() ? further : "(" + further + " or " + column + " is null)";
    }

    private static String comparison(boolean descending) {
        return descending ? "<" : ">";
    }
}
