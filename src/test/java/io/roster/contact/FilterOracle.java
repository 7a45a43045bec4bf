package io.roster.contact;

import io.roster.filter.Condition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a condition means, told once more and in another way: over plain facts, from the words of the condition. */
final class FilterOracle {
    private static final Map<String, String> PLAIN = Map.of(
            "é", "e", "e\u0301", "e", "ß", "ss", "i\u0307", "i", "ı", "i", "ς", "σ", "ί", "ι", "ﬁ", "fi", "è", "e");

    private final Map<String, Object> facts;
    private final boolean tolerant;

    /** @param tolerant whether a word of a search may have one letter wrong */
    FilterOracle(Map<String, Object> facts, boolean tolerant) {
        this.facts = facts;
        this.tolerant = tolerant;
    }

    boolean holds(Condition condition) {
        String op = condition.op();
        if (op.equals("ne") || op.equals("not_in") || op.equals("is_not_empty")) {
            String positive = op.equals("ne") ? "eq" : op.equals("not_in") ? "in" : "is_empty";
            return !holds(new Condition(condition.field(), positive, condition.value()));
        }
        String field = condition.field();
        if (field.equals("search")) {
            return found(String.valueOf(condition.value()));
        }
        if (field.equals("has_tag")) {
            return holds(new Condition("tags", op.equals("eq") ? "contains" : op, condition.value()));
        }
        if (op.equals("is_empty")) {
            Object stored = field.startsWith("custom_fields.") ? facts.get("stored " + field) : facts.get(field);
            return stored == null || stored.equals("") || stored.equals(List.of());
        }
        Object fact = facts.get(field);
        return fact != null && holds(fact, op, Objects.requireNonNull(condition.value()));
    }

    private static boolean holds(Object fact, String op, Object value) {
        if (fact instanceof List<?> list) {
            return switch (op) {
                case "eq" -> new TreeSet<Object>(list).equals(new TreeSet<>((Collection<?>) value));
                case "in" -> !Collections.disjoint(list, (Collection<?>) value);
                default -> list.contains(value);
            };
        }
        return switch (op) {
            case "in" -> ((List<?>) value).stream().anyMatch(one -> holds(fact, "eq", one));
            case "eq" -> order(fact, value) == 0;
            case "gt" -> order(fact, value) > 0;
            case "gte" -> order(fact, value) >= 0;
            case "lt" -> order(fact, value) < 0;
            case "lte" -> order(fact, value) <= 0;
            default -> part((String) fact, op, (String) value);
        };
    }

    private static int order(Object fact, Object value) {
        if (fact instanceof Number) {
            return new BigDecimal(fact.toString())
                    .subtract(new BigDecimal(String.valueOf(value)))
                    .signum();
        }
        if (fact instanceof Instant at) {
            String text = String.valueOf(value);
            return at.compareTo(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        }
        boolean address = fact instanceof String text && text.contains("@");
        String wanted = address ? String.valueOf(value).toLowerCase(Locale.ROOT) : String.valueOf(value);
        return Integer.signum(fact.toString().compareTo(wanted));
    }

    /** The regular expressions' own way of ignoring case. */
    private static boolean part(String fact, String op, String value) {
        Matcher matcher = Pattern.compile(value, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(fact);
        for (int from = 0; from <= fact.length() && matcher.find(from); from = matcher.start() + 1) {
            if (op.equals("contains")
                    || (op.equals("starts_with") && matcher.start() == 0)
                    || (op.equals("ends_with") && matcher.end() == fact.length())) {
                return true;
            }
        }
        return op.equals("ends_with") && value.isEmpty();
    }

    private boolean found(String text) {
        if (text.isBlank()) {
            return true;
        }
        List<String> words = new ArrayList<>();
        for (String name : List.of("email", "first_name", "last_name", "title", "company.name", "company.domain")) {
            words.addAll(words(String.valueOf(facts.getOrDefault(name, ""))));
        }
        List<String> wanted = words(text);
        return !wanted.isEmpty()
                && wanted.stream().allMatch(start -> words.stream().anyMatch(word -> begins(word, start)));
    }

    private boolean begins(String word, String start) {
        int[] letters = word.codePoints().toArray();
        int[] wanted = start.codePoints().toArray();
        return word.startsWith(start)
                || (tolerant
                        && wanted.length >= 5
                        && IntStream.rangeClosed(wanted.length - 1, Math.min(wanted.length + 1, letters.length))
                                .anyMatch(length -> distance(Arrays.copyOf(letters, length), wanted) <= 1));
    }

    /** How many letters are to be replaced, put in, left out, or swapped with their neighbours. */
    private static int distance(int[] from, int[] to) {
        int[][] steps = new int[from.length + 1][to.length + 1];
        for (int i = 0; i <= from.length; i++) {
            for (int j = 0; j <= to.length; j++) {
                int least = i == 0 || j == 0 ? i + j : 1 + Math.min(steps[i - 1][j], steps[i][j - 1]);
                if (i > 0 && j > 0) {
                    least = Math.min(least, steps[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                }
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                    least = Math.min(least, steps[i - 2][j - 2] + 1);
                }
                steps[i][j] = least;
            }
        }
        return steps[from.length][to.length];
    }

    private static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> letter : PLAIN.entrySet()) {
            plain = plain.replace(letter.getKey(), letter.getValue());
        }
        return Pattern.compile("[^\\p{L}\\p{Nd}]+")
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
