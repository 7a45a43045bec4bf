package io.roster.search;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What an {@link Aggregation} has counted. */
public sealed interface Buckets {
    /** How many of the contacts have no value: nothing, the empty text, or an empty list. */
    long missing();

    /**
     * By value.
     *
     * @param other how often the values occur that are not among the terms
     */
    record Terms(List<Term> terms, long other, long missing) implements Buckets {
        public Terms {
            terms = List.copyOf(terms);
        }
    }

    /** By spans of a number, without a gap from the first that has contacts to the last. */
    record Numbers(List<Span<BigDecimal>> spans, long missing) implements Buckets {
        public Numbers {
            spans = List.copyOf(spans);
        }
    }

    /** By spans of time, the same. */
    record Times(List<Span<Instant>> spans, long missing) implements Buckets {
        public Times {
            spans = List.copyOf(spans);
        }
    }

    /**
     * A value, and how many contacts have it.
     *
     * @param value a String, a BigDecimal, a Boolean, an Instant or a UUID, as the field has it; of a list, an element
     */
    record Term(Object value, long count) {}

    /**
     * A span, and how many contacts have a value within it.
     *
     * @param from the lower end, which is in it
     * @param to the upper end, which is not
     */
    record Span<T>(T from, T to, long count) {}
}
