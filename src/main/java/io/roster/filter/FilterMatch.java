package io.roster.filter;

import io.roster.company.Company;
import io.roster.contact.ContactWords;
import io.roster.text.Folding;
import io.roster.text.NearBeginning;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evaluates a filter over one contact in memory. */
public final class FilterMatch {
    private FilterMatch() {}

    public static boolean matches(Filter filter, Subject subject) {
        return switch (filter) {
            case Filter.All all -> !hasOne(all.filters(), subject, false);
            case Filter.Any any -> hasOne(any.filters(), subject, true);
            case Filter.Not not -> !matches(not.filter(), subject);
            case Filter.Test test -> test(test, subject);
            case Filter.HasWords words -> hasWords(words, subject);
        };
    }

    /**
     * Whether one of the filters comes to {@code wanted}. By a loop, and without an iterator, for a stream takes longer than
     * most tests, and every row of an import is scored by a dozen.
     */
    private static boolean hasOne(List<Filter> filters, Subject subject, boolean wanted) {
        for (int i = 0; i < filters.size(); i++) {
            if (matches(filters.get(i), subject) == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean test(Filter.Test test, Subject subject) {
        if (test.operator() == Operator.IS_EMPTY) {
            return isEmpty(test.field().storedValue(subject));
        }
        Object seen = test.field().value(subject);
        if (seen == null) {
            return false;
        }
        return seen instanceof List<?> several ? many(several, test) : one(seen, test);
    }

    private static boolean isEmpty(@Nullable Object stored) {
        return switch (stored) {
            case null -> true;
            case String text -> text.isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
    }

    private static boolean many(List<?> seen, Filter.Test test) {
        Collection<?> wanted = test.value() instanceof List<?> list ? list : List.of(test.value());
        return switch (test.operator()) {
            case EQ -> new HashSet<>(seen).equals(new HashSet<>(wanted));
            case IN -> wanted.stream().anyMatch(seen::contains);
            case CONTAINS -> seen.containsAll(wanted);
            case GT, GTE, LT, LTE, STARTS_WITH, ENDS_WITH, IS_EMPTY ->
                throw new IllegalStateException(
                        "%s has no %s".formatted(test.field().wire(), test.operator()));
        };
    }

    private static boolean one(Object seen, Filter.Test test) {
        return switch (test.operator()) {
            case EQ -> compare(seen, test.value()) == 0;
            case GT -> compare(seen, test.value()) > 0;
            case GTE -> compare(seen, test.value()) >= 0;
            case LT -> compare(seen, test.value()) < 0;
            case LTE -> compare(seen, test.value()) <= 0;
            case IN -> isAmong(seen, (Collection<?>) test.value());
            case CONTAINS -> folded(test, seen).contains(folded(test, test.value()));
            case STARTS_WITH -> folded(test, seen).startsWith(folded(test, test.value()));
            case ENDS_WITH -> folded(test, seen).endsWith(folded(test, test.value()));
            case IS_EMPTY -> throw new IllegalStateException("tested elsewhere");
        };
    }

    private static boolean isAmong(Object seen, Collection<?> wanted) {
        for (Object value : wanted) {
            if (compare(seen, value) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int compare(Object seen, Object value) {
        return switch (seen) {
            case String text -> text.compareTo((String) value); // only dates are ordered, and they are ASCII
            case BigDecimal number -> number.compareTo((BigDecimal) value);
            case Boolean bool -> bool.compareTo((Boolean) value);
            case Instant at -> at.compareTo((Instant) value);
            case UUID id -> id.compareTo((UUID) value);
            default -> throw new IllegalStateException("no value of a field: " + seen.getClass());
        };
    }

    private static String folded(Filter.Test test, Object text) {
        return test.field().isLowerCase() ? ((String) text).toLowerCase(Locale.ROOT) : Folding.fold((String) text);
    }

    private static boolean hasWords(Filter.HasWords words, Subject subject) {
        Company company = subject.contact().company();
        String line = ContactWords.of(subject.contact()) + (company == null ? "" : company.words());
        return words.beginnings().stream().allMatch(beginning -> {
            if (!words.tolerant() || !NearBeginning.takes(beginning)) {
                return line.contains(" " + beginning);
            }
            NearBeginning near = new NearBeginning(beginning);
            return Arrays.stream(line.split(" ", -1)).anyMatch(near::begins);
        });
    }
}
