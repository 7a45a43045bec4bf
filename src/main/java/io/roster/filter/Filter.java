package io.roster.filter;

import java.util.List;

/** A condition on contacts: the one language that lists, searches, segments and rules are written in. */
public sealed interface Filter {
    /** Matches every contact. */
    Filter EVERYTHING = new All(List.of());

    /** All of them hold; with none, everything matches. */
    record All(List<Filter> filters) implements Filter {
        public All {
            filters = List.copyOf(filters);
        }
    }

    /** At least one of them holds. */
    record Any(List<Filter> filters) implements Filter {
        public Any {
            filters = List.copyOf(filters);
        }
    }

    /** It does not hold. */
    record Not(Filter filter) implements Filter {}

    /**
     * A field compared with a value.
     *
     * @param value of the field's type: a String, a BigDecimal, a Boolean, an Instant or a UUID; a List of them for
     *     {@link Operator#IN}
     */
    record Test(ContactField field, Operator operator, Object value) implements Filter {}
}
