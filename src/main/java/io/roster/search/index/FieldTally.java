package io.roster.search.index;

import io.roster.filter.FieldType;
import io.roster.filter.FilterField;
import io.roster.search.Aggregation;
import io.roster.search.Buckets;
import io.roster.search.Spans;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;

/** What one aggregation has counted so far: how often each term or whole number came, or each span of a histogram. */
final class FieldTally {
    private record Counted(Object key, long count) {}

    private final Aggregation aggregation;
    private final Map<Object, long[]> counts = new HashMap<>();
    private long missing;

    FieldTally(Aggregation aggregation) {
        this.aggregation = aggregation;
    }

    FilterField field() {
        return aggregation.field();
    }

    void addMissing() {
        missing++;
    }

    /** Counts a term of the field, which becomes this tally's own. */
    void add(BytesRef term, long times) {
        if (term.length == 0 && field().type() == FieldType.TEXT) {
            missing += times;
            return;
        }
        add(
                switch (aggregation) {
                    case Aggregation.Terms terms -> term;
                    case Aggregation.NumberHistogram histogram ->
                        key(histogram.start((BigDecimal) IndexFields.value(field(), term)));
                    case Aggregation.TimeHistogram histogram ->
                        histogram
                                .interval()
                                .start(LocalDate.parse(term.utf8ToString())
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant());
                },
                times);
    }

    /** Counts a whole number, or a time in milliseconds. */
    void add(long whole, long times) {
        add(
                switch (aggregation) {
                    case Aggregation.Terms terms -> whole;
                    case Aggregation.NumberHistogram histogram -> key(histogram.start(BigDecimal.valueOf(whole)));
                    case Aggregation.TimeHistogram histogram ->
                        histogram.interval().start(Instant.ofEpochMilli(whole));
                },
                times);
    }

    private void add(Object key, long times) {
        counts.computeIfAbsent(key, _ -> new long[1])[0] += times;
    }

    /** Equal numbers are one key, whatever zeros they end with. */
    private static BigDecimal key(BigDecimal number) {
        return number.stripTrailingZeros();
    }

    /** What is shown of it; {@code number} is the aggregation's in its request. */
    Buckets buckets(int number) {
        return switch (aggregation) {
            case Aggregation.Terms terms -> terms(terms);
            case Aggregation.NumberHistogram histogram ->
                new Buckets.Numbers(
                        Spans.of(number, sorted(BigDecimal.class), start -> start.add(histogram.interval())), missing);
            case Aggregation.TimeHistogram histogram ->
                new Buckets.Times(Spans.of(number, sorted(Instant.class), histogram.interval()::next), missing);
        };
    }

    private <T extends Comparable<T>> SortedMap<T, Long> sorted(Class<T> type) {
        SortedMap<T, Long> sorted = new TreeMap<>();
        counts.forEach((key, count) -> sorted.put(type.cast(key), count[0]));
        return sorted;
    }

    private Buckets terms(Aggregation.Terms terms) {
        Comparator<Counted> byValue = (one, other) -> one.key() instanceof BytesRef term
                ? term.compareTo((BytesRef) other.key())
                : Long.compare((Long) one.key(), (Long) other.key());
        List<Counted> first = counts.entrySet().stream()
                .map(entry -> new Counted(entry.getKey(), entry.getValue()[0]))
                .sorted(Comparator.comparingLong(Counted::count).reversed().thenComparing(byValue))
                .limit(terms.limit())
                .toList();
        long all = counts.values().stream().mapToLong(count -> count[0]).sum();
        long shown = first.stream().mapToLong(Counted::count).sum();
        List<Buckets.Term> shownTerms = first.stream()
                .map(counted -> new Buckets.Term(value(counted.key()), counted.count()))
                .toList();
        return new Buckets.Terms(shownTerms, all - shown, missing);
    }

    private Object value(Object key) {
        if (key instanceof BytesRef term) {
            return IndexFields.value(field(), term);
        }
        long whole = (Long) key;
        return field().type() == FieldType.TIME ? Instant.ofEpochMilli(whole) : BigDecimal.valueOf(whole);
    }
}
