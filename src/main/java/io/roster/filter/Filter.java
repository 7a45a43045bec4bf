package io.roster.filter;

import io.roster.text.NearBeginning;
import io.roster.text.Words;
import java.util.List;

/**
 * A condition on contacts: the one language that lists, searches, segments and rules are written in. It is compiled to
 * SQL by {@link FilterSql} and evaluated over one contact by {@link FilterMatch}, and the two agree.
 */
public sealed interface Filter {
    /** Matches every contact. */
    Filter EVERYTHING = new All(List.of());

    /** Matches none. */
    Filter NOTHING = new Any(List.of());

    /** All of them hold; with none, everything matches. */
    record All(List<Filter> filters) implements Filter {
        public All {
            filters = List.copyOf(filters);
        }
    }

    /** At least one of them holds; with none, nothing matches. */
    record Any(List<Filter> filters) implements Filter {
        public Any {
            filters = List.copyOf(filters);
        }
    }

    /** It does not hold. A test of a missing value does not hold, so its negation does. */
    record Not(Filter filter) implements Filter {}

    /**
     * A field compared with a value.
     *
     * @param value of the field's type: a String, a BigDecimal, a Boolean, an Instant or a UUID; a List of them for
     *     {@link Operator#IN}, and for EQ on a field of several values; not looked at for {@link Operator#IS_EMPTY}
     */
    record Test(FilterField field, Operator operator, Object value) implements Filter {}

    /**
     * Each of these begins a word of the contact's address, name, title or company.
     *
     * @param tolerant whether one letter of a beginning may be wrong, where {@link NearBeginning} takes that
     */
    record HasWords(List<String> beginnings, boolean tolerant) implements Filter {
        public HasWords {
            beginnings = List.copyOf(beginnings);
        }
    }

    static Filter isEmpty(FilterField field) {
        return new Test(field, Operator.IS_EMPTY, true);
    }

    static Filter not(Filter filter) {
        return new Not(filter);
    }

    /** Full-text search for {@code text}: for nothing at all it finds everything, for a text without words nothing. */
    static Filter search(String text) {
        return search(text, false);
    }

    /** The same; {@code tolerant} of a wrong letter in each word. */
    static Filter search(String text, boolean tolerant) {
        if (text.isBlank()) {
            return EVERYTHING;
        }
        List<String> words = Words.of(text);
        return words.isEmpty() ? NOTHING : new HasWords(words, tolerant);
    }

    /** Those who are in a segment with the filter {@code members}: never a deleted contact. */
    static Filter segment(Filter members) {
        return new All(List.of(new Test(ContactField.IS_DELETED, Operator.EQ, false), members));
    }
}
