package io.roster.search;

import io.roster.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/** Makes the spans of a histogram of those that have contacts, and puts the empty ones in between. */
public final class Spans {
    static final int MAX = 1_000;

    private Spans() {}

    /**
     * The spans, or refused when there are too many of them.
     *
     * @param aggregation its number in the request, from 0, for the refusal
     * @param counts how many contacts there are, by where their span begins
     * @param next where the span after one begins
     */
    public static <T extends Comparable<T>> List<Buckets.Span<T>> of(
            int aggregation, SortedMap<T, Long> counts, UnaryOperator<T> next) {
        List<Buckets.Span<T>> spans = new ArrayList<>();
        if (counts.isEmpty()) {
            return spans;
        }
        T last = counts.lastKey();
        for (T from = counts.firstKey();
                from.compareTo(last) <= 0;
                from = spans.getLast().to()) {
            if (spans.size() == MAX) {
                throw tooMany(AggregationReader.place(aggregation) + ".interval");
            }
            spans.add(new Buckets.Span<>(from, next.apply(from), counts.getOrDefault(from, 0L)));
        }
        return spans;
    }

    private static RuntimeException tooMany(String place) {
        return Failure.invalid(
                place, "%s makes more than %d buckets; make it wider, or the filters narrower".formatted(place, MAX));
    }
}
