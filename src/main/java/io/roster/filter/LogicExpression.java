package io.roster.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How conditions are joined: {@code AND}, {@code OR}, or an expression over their numbers from 1 on, with AND, OR, NOT and
 * parentheses. NOT binds closest, then AND, then OR.
 */
final class LogicExpression {
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_DEPTH = 32;

    private final Place place;
    private final List<Filter> conditions;
    private final List<String> tokens;
    private int at;
    private int depth;

    private LogicExpression(Place place, List<Filter> conditions, List<String> tokens) {
        this.place = place;
        this.conditions = conditions;
        this.tokens = tokens;
    }

    /** The filter that {@code logic} makes of {@code conditions}, or refused with {@code place}. */
    static Filter join(Place place, List<Filter> conditions, String logic) {
        if (logic.length() > MAX_LENGTH) {
            throw place.must("at most %d characters long".formatted(MAX_LENGTH));
        }
        String word = logic.strip().toUpperCase(Locale.ROOT);
        if (word.equals("AND") || (word.equals("OR") && conditions.isEmpty())) {
            return new Filter.All(conditions);
        }
        if (word.equals("OR")) {
            return new Filter.Any(conditions);
        }
        LogicExpression expression = new LogicExpression(place, conditions, tokens(place, word));
        Filter filter = expression.any();
        if (expression.at < expression.tokens.size()) {
            throw expression.unexpected();
        }
        return filter;
    }

    private Filter any() {
        List<Filter> alternatives = new ArrayList<>();
        do {
            alternatives.add(all());
        } while (take("OR"));
        return alternatives.size() == 1 ? alternatives.getFirst() : new Filter.Any(alternatives);
    }

    private Filter all() {
        List<Filter> parts = new ArrayList<>();
        do {
            parts.add(one());
        } while (take("AND"));
        return parts.size() == 1 ? parts.getFirst() : new Filter.All(parts);
    }

    private Filter one() {
        if (++depth > MAX_DEPTH) {
            throw place.refusal("%s is nested more than %d levels deep".formatted(place.path(), MAX_DEPTH));
        }
        Filter filter;
        if (take("NOT")) {
            filter = new Filter.Not(one());
        } else if (take("(")) {
            filter = any();
            if (!take(")")) {
                throw unexpected();
            }
        } else {
            filter = condition();
        }
        depth--;
        return filter;
    }

    private Filter condition() {
        if (at == tokens.size() || !Character.isDigit(tokens.get(at).charAt(0))) {
            throw unexpected();
        }
        String number = tokens.get(at++);
        if (number.length() > 3 || number.startsWith("0") || Integer.parseInt(number) > conditions.size()) {
            throw place.refusal("%s names filter %s, and there are %d, counted from 1"
                    .formatted(place.path(), number, conditions.size()));
        }
        return conditions.get(Integer.parseInt(number) - 1);
    }

    private boolean take(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private RuntimeException unexpected() {
        String what = at == tokens.size()
                ? "ends too early"
                : "cannot have \"%s\" as its word %d".formatted(tokens.get(at), at + 1);
        return place.refusal(
                "%s %s; it must be AND, OR, or an expression such as 1 AND (2 OR NOT 3)".formatted(place.path(), what));
    }

    private static List<String> tokens(Place place, String logic) {
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < logic.length(); ) {
            char c = logic.charAt(at);
            int end = at + 1;
            if (c >= '0' && c <= '9') {
                while (end < logic.length() && logic.charAt(end) >= '0' && logic.charAt(end) <= '9') {
                    end++;
                }
            } else if (c >= 'A' && c <= 'Z') {
                while (end < logic.length() && logic.charAt(end) >= 'A' && logic.charAt(end) <= 'Z') {
                    end++;
                }
            } else if (c != '(' && c != ')' && !Character.isWhitespace(c)) {
                throw place.refusal(
                        "%s must be AND, OR, or an expression such as 1 AND (2 OR NOT 3)".formatted(place.path()));
            }
            if (!Character.isWhitespace(c)) {
                tokens.add(logic.substring(at, end));
            }
            at = end;
        }
        return tokens;
    }
}
