package io.roster.contact;

import io.roster.company.Company;
import io.roster.filter.Condition;
import io.roster.filter.WrittenFilter;
import io.roster.id.IdKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Written filters of every kind, each with its meaning by the oracle. */
final class RandomFilters {
    private static final List<String> TEXT_OPS =
            List.of("eq", "ne", "in", "not_in", "contains", "starts_with", "ends_with", "is_empty", "is_not_empty");
    private static final List<String> ORDER_OPS =
            List.of("eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "is_empty", "is_not_empty");
    private static final List<String> SAME_OPS = List.of("eq", "ne", "in", "not_in", "is_empty", "is_not_empty");
    private static final List<String> MANY_OPS =
            List.of("eq", "ne", "in", "not_in", "contains", "is_empty", "is_not_empty");
    private static final List<String> TEXT_FIELDS = List.of(
            "first_name",
            "last_name",
            "full_name",
            "title",
            "department",
            "phone",
            "city",
            "lead_source",
            "deletion_reason",
            "company.name",
            "company.industry",
            "company.domain",
            "custom_fields.string",
            "custom_fields.string_fb");
    private static final Map<String, List<String>> WORDS = Map.of(
            "icp_tier", List.of("A", "B", "C", "D"),
            "grade", List.of("A", "F"),
            "seniority", List.of("director", "vp"),
            "country", List.of("US", "DE"),
            "verification_status", List.of("valid", "unknown"),
            "custom_fields.dropdown", RandomPeople.OPTIONS,
            "custom_fields.dropdown_fb", RandomPeople.OPTIONS);

    /** Words that contacts have, of a length at which one letter may be wrong, or a little less. */
    private static final List<String> LONG_WORDS =
            List.of("strasse", "istanbul", "σισυφος", "eclair", "smile", "quote", "kelvin", "smith", "neil", "exampl");

    private static final List<String> LETTERS = List.of("a", "e", "s", "t", "σ", "1", "𐐨");

    /** A filter, and what it should find. */
    record Case(WrittenFilter written, boolean tolerant, Predicate<Map<String, Object>> meaning) {}

    private final Random random;
    private final RandomPeople people;
    private final List<RandomPeople.Person> persons;

    RandomFilters(Random random, RandomPeople people, List<RandomPeople.Person> persons) {
        this.random = random;
        this.people = people;
        this.persons = persons;
    }

    Case next() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            conditions.add(condition());
        }
        boolean tolerant = random.nextBoolean();
        List<Predicate<Map<String, Object>>> meanings = conditions.stream()
                .map(condition -> meaning(condition, tolerant))
                .toList();
        return switch (random.nextInt(8)) {
            case 0 ->
                new Case(
                        new WrittenFilter(conditions, "AND"),
                        tolerant,
                        facts -> meanings.stream().allMatch(meaning -> meaning.test(facts)));
            case 1 ->
                new Case(
                        new WrittenFilter(conditions, "or"),
                        tolerant,
                        facts -> meanings.stream().anyMatch(meaning -> meaning.test(facts)));
            default -> {
                StringBuilder logic = new StringBuilder();
                Predicate<Map<String, Object>> meaning = expression(logic, meanings, 3);
                yield new Case(new WrittenFilter(conditions, logic.toString()), tolerant, meaning);
            }
        };
    }

    private static Predicate<Map<String, Object>> meaning(Condition condition, boolean tolerant) {
        return facts -> new FilterOracle(facts, tolerant).holds(condition);
    }

    /** Writes an expression, and tells what it means; AND and OR are kept apart by parentheses or by precedence. */
    private Predicate<Map<String, Object>> expression(
            StringBuilder logic, List<Predicate<Map<String, Object>>> meanings, int depth) {
        Predicate<Map<String, Object>> meaning = conjunction(logic, meanings, depth);
        for (int i = random.nextInt(2); i > 0; i--) {
            logic.append(random.nextBoolean() ? " OR " : " or ");
            meaning = meaning.or(conjunction(logic, meanings, depth));
        }
        return meaning;
    }

    private Predicate<Map<String, Object>> conjunction(
            StringBuilder logic, List<Predicate<Map<String, Object>>> meanings, int depth) {
        Predicate<Map<String, Object>> meaning = single(logic, meanings, depth);
        for (int i = random.nextInt(2); i > 0; i--) {
            logic.append(" AND ");
            meaning = meaning.and(single(logic, meanings, depth));
        }
        return meaning;
    }

    private Predicate<Map<String, Object>> single(
            StringBuilder logic, List<Predicate<Map<String, Object>>> meanings, int depth) {
        if (random.nextInt(3) == 0) {
            logic.append("NOT ");
            return single(logic, meanings, depth).negate();
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            logic.append('(');
            Predicate<Map<String, Object>> meaning = expression(logic, meanings, depth - 1);
            logic.append(')');
            return meaning;
        }
        int number = random.nextInt(meanings.size());
        logic.append(number + 1);
        return meanings.get(number);
    }

    private Condition condition() {
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> {
                String op = people.pick(TEXT_OPS);
                yield written(people.pick(TEXT_FIELDS), op, () -> text(isPart(op)));
            }
            case 3 -> {
                String op = people.pick(TEXT_OPS);
                yield written("email", op, () -> isPart(op) ? email().substring(random.nextInt(5)) : email());
            }
            case 4 -> {
                String field = people.pick(List.copyOf(WORDS.keySet()));
                yield written(field, people.pick(SAME_OPS), () -> people.pick(WORDS.getOrDefault(field, List.of())));
            }
            case 5 -> {
                List<String> fields = List.of(
                        "lead_score",
                        "company.employee_count",
                        "custom_fields.number",
                        "custom_fields.number_fb",
                        "event_count.email_opened");
                yield written(
                        people.pick(fields),
                        people.pick(ORDER_OPS),
                        () -> people.pick(List.of(0, 1, 2.5, 50, -1e20, 3.14)));
            }
            case 6 -> {
                List<String> fields = List.of("created_at", "updated_at", "deleted_at", "last_event_at");
                yield written(
                        people.pick(fields),
                        people.pick(ORDER_OPS),
                        () -> random.nextBoolean()
                                ? people.time().toString()
                                : people.pick(List.of("2026-01-03", "2026-01-03T01:00:00+01:00")));
            }
            case 7 -> {
                List<String> fields = List.of("custom_fields.date", "custom_fields.date_fb");
                yield written(
                        people.pick(fields),
                        people.pick(ORDER_OPS),
                        () -> people.pick(List.of("2026-02-02", "0001-01-01", "2026-02-03")));
            }
            case 8 -> {
                List<String> fields =
                        List.of("is_deleted", "is_enriched", "custom_fields.boolean", "custom_fields.boolean_fb");
                yield written(people.pick(fields), people.pick(SAME_OPS), random::nextBoolean);
            }
            case 9 -> many();
            default ->
                random.nextBoolean()
                        ? new Condition("search", people.pick(List.of("eq", "ne", "contains")), words())
                        : identity(random.nextBoolean());
        };
    }

    private Condition many() {
        String field =
                people.pick(List.of("tags", "has_tag", "custom_fields.multi_select", "custom_fields.multi_select_fb"));
        List<String> values = field.startsWith("custom") ? RandomPeople.OPTIONS : RandomPeople.TAGS;
        String op = people.pick(MANY_OPS);
        return (op.equals("eq") || op.equals("ne")) && !field.equals("has_tag")
                ? new Condition(
                        field,
                        op,
                        values.stream().filter(value -> random.nextInt(4) == 0).toList())
                : written(field, op, () -> people.pick(values));
    }

    private Condition written(String field, String op, Supplier<Object> value) {
        if (op.endsWith("empty")) {
            return new Condition(field, op, null);
        }
        if (!op.endsWith("in")) {
            return new Condition(field, op, value.get());
        }
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            values.add(value.get());
        }
        return new Condition(field, op, values);
    }

    private static boolean isPart(String op) {
        return op.equals("contains") || op.endsWith("_with");
    }

    /** Whole, or a piece of it, in some other case or not. */
    private String text(boolean part) {
        String text = people.pick(RandomPeople.TEXTS);
        if (part && random.nextInt(10) == 0) {
            return "";
        }
        if (part && random.nextBoolean()) {
            int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
            text = random.nextBoolean() ? text.substring(from) : text.substring(0, from);
        }
        return part && random.nextBoolean() ? swapped(text) : text;
    }

    /** Each character in the other case, one by one: what ignoring case must see through. */
    private static String swapped(String text) {
        StringBuilder swapped = new StringBuilder();
        text.codePoints()
                .map(point ->
                        Character.isUpperCase(point) ? Character.toLowerCase(point) : Character.toUpperCase(point))
                .forEach(swapped::appendCodePoint);
        return swapped.toString();
    }

    private String email() {
        String email = people.pick(persons).subject().contact().email();
        return random.nextBoolean() ? email : email.toUpperCase(Locale.ROOT);
    }

    private String words() {
        if (random.nextBoolean()) {
            String word = people.pick(LONG_WORDS);
            for (int i = random.nextInt(3); i > 0; i--) {
                word = mistyped(word);
            }
            return random.nextInt(4) == 0 ? word + " a" : word;
        }
        return people.pick(List.of(
                "",
                "  ",
                "!!",
                "ann",
                "AN acm",
                "strasse",
                "straß",
                "éclair",
                "i",
                "ΣΊΣ",
                "o'n",
                "ann acme com",
                "fin"));
    }

    /** With one letter replaced, left out, put in or swapped with the next one. */
    private String mistyped(String word) {
        List<String> letters =
                new ArrayList<>(word.codePoints().mapToObj(Character::toString).toList());
        int at = random.nextInt(letters.size() - 1);
        switch (random.nextInt(4)) {
            case 0 -> letters.set(at, people.pick(LETTERS));
            case 1 -> letters.remove(at);
            case 2 -> letters.add(at, people.pick(LETTERS));
            default -> Collections.swap(letters, at, at + 1);
        }
        return String.join("", letters);
    }

    private Condition identity(boolean ofCompany) {
        return written(ofCompany ? "company_id" : "id", people.pick(SAME_OPS), () -> {
            Contact contact = people.pick(persons).subject().contact();
            Company company = contact.company();
            return ofCompany
                    ? IdKind.COMPANY.format(company == null ? contact.id() : company.id())
                    : IdKind.CONTACT.format(contact.id());
        });
    }
}
