package io.roster.search;

import io.roster.failure.Failure;
import io.roster.filter.FieldType;
import io.roster.filter.FilterField;
import io.roster.filter.FilterFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a workspace's contacts are to be counted by: one to five fields. */
public final class AggregationReader {
    private static final int MAX_AGGREGATIONS = 5;
    private static final int MAX_TERMS = 1_000;
    private static final int DEFAULT_TERMS = 10;
    private static final int MAX_DIGITS = 309;
    private static final int MAX_DECIMALS = 400;

    /**
     * One aggregation as somebody wrote it, not checked yet.
     *
     * @param interval a BigDecimal, a String, or anything else; null where none was given
     */
    public record Line(
            String field, @Nullable Long limit, @Nullable Object interval) {}

    private AggregationReader() {}

    /** The aggregations, or refused with the place of what is at fault, such as {@code aggregations[1].interval}. */
    public static List<Aggregation> read(FilterFields fields, List<Line> lines) {
        if (lines.isEmpty() || lines.size() > MAX_AGGREGATIONS) {
            throw Failure.invalid(
                    "aggregations", "aggregations must be 1 to %d fields to count by".formatted(MAX_AGGREGATIONS));
        }
        List<Aggregation> aggregations = new ArrayList<>();
        for (Line line : lines) {
            aggregations.add(read(fields, place(aggregations.size()), line));
        }
        return aggregations;
    }

    static String place(int aggregation) {
        return "aggregations[%d]".formatted(aggregation);
    }

    private static Aggregation read(FilterFields fields, String place, Line line) {
        FilterField field = fields.get(place + ".field", line.field());
        if (line.interval() == null) {
            return new Aggregation.Terms(field, limit(place + ".limit", line.limit()));
        }
        if (line.limit() != null) {
            throw Failure.invalid(place + ".limit", "%s.limit does not go with an interval".formatted(place));
        }
        String at = place + ".interval";
        return switch (field.type()) {
            case NUMBER -> new Aggregation.NumberHistogram(field, number(at, line.interval()));
            case TIME, DATE -> new Aggregation.TimeHistogram(field, calendar(at, field, line.interval()));
            case TEXT, BOOLEAN, ID, TEXTS, CHOICES ->
                throw Failure.invalid(
                        at, "%s takes no interval, for it has neither numbers nor times".formatted(field.wire()));
        };
    }

    private static int limit(String place, @Nullable Long limit) {
        if (limit != null && (limit < 1 || limit > MAX_TERMS)) {
            throw Failure.invalid(place, "%s must be a whole number from 1 to %d".formatted(place, MAX_TERMS));
        }
        return limit == null ? DEFAULT_TERMS : limit.intValue();
    }

    private static BigDecimal number(String place, Object written) {
        if (!(written instanceof BigDecimal interval)
                || interval.signum() <= 0
                || interval.precision() - interval.scale() > MAX_DIGITS
                || interval.scale() > MAX_DECIMALS) {
            throw Failure.invalid(
                    place,
                    "%s must be a number greater than 0, up to 1e308 and of at most %d decimals"
                            .formatted(place, MAX_DECIMALS));
        }
        return interval;
    }

    private static CalendarInterval calendar(String place, FilterField field, Object written) {
        List<CalendarInterval> taken = Arrays.stream(CalendarInterval.values())
                .filter(interval -> field.type() == FieldType.TIME || interval != CalendarInterval.HOUR)
                .toList();
        return taken.stream()
                .filter(interval -> interval.wire().equals(written))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(
                        place,
                        "%s must be one of %s"
                                .formatted(
                                        place,
                                        taken.stream()
                                                .map(CalendarInterval::wire)
                                                .collect(Collectors.joining(", ")))));
    }
}
