package io.roster.search;

import io.roster.filter.FilterField;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** One way to count contacts by what they have in a field. */
public sealed interface Aggregation {
    FilterField field();

    /**
     * By value, the most frequent first, and by value where two are level: texts by code point, numbers by size, times the
     * earliest first, ids by their bytes. A contact with several values counts once for each.
     *
     * @param limit how many values at most
     */
    record Terms(FilterField field, int limit) implements Aggregation {}

    /** By equal spans of a number, each of which has its lower end and not its upper one. */
    record NumberHistogram(FilterField field, BigDecimal interval) implements Aggregation {
        public NumberHistogram {
            if (interval.signum() <= 0) {
                throw new IllegalArgumentException("an interval is more than 0");
            }
        }

        /** The lower end of the span that {@code value} is in: a multiple of the interval. */
        public BigDecimal start(BigDecimal value) {
            return value.divide(interval, 0, RoundingMode.FLOOR).multiply(interval);
        }
    }

    /** By spans of the calendar, for a field of times or dates. */
    record TimeHistogram(FilterField field, CalendarInterval interval) implements Aggregation {}
}
