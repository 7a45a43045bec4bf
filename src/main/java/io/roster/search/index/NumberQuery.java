package io.roster.search.index;

import io.roster.filter.EventCount;
import io.roster.filter.Filter;
import io.roster.filter.Operator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.Query;

/** Tests of whole numbers and times. What they are compared with may be any number. */
final class NumberQuery {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private NumberQuery() {}

    static Query of(String field, Filter.Test test) {
        List<Query> ranges = new ArrayList<>();
        for (Object value : IndexQuery.values(test)) {
            BigDecimal number =
                    value instanceof Instant at ? BigDecimal.valueOf(at.toEpochMilli()) : (BigDecimal) value;
            BigDecimal floor = number.setScale(0, RoundingMode.FLOOR);
            BigDecimal ceiling = number.setScale(0, RoundingMode.CEILING);
            ranges.add(
                    switch (test.operator()) {
                        case EQ, IN -> range(field, ceiling, floor);
                        case GT -> range(field, floor.add(BigDecimal.ONE), GREATEST);
                        case GTE -> range(field, ceiling, GREATEST);
                        case LT -> range(field, LEAST, ceiling.subtract(BigDecimal.ONE));
                        case LTE -> range(field, LEAST, floor);
                        case CONTAINS, STARTS_WITH, ENDS_WITH, IS_EMPTY ->
                            throw new IllegalStateException("no test of a number: " + test.operator());
                    });
        }
        return Queries.any(ranges);
    }

    /** Of events that there were none of nothing is indexed: their number is seen as zero. */
    static Query ofCount(EventCount count, Filter.Test test) {
        Query counted = of(count.wire(), test);
        if (!holdsForZero(test)) {
            return counted;
        }
        return Queries.not(Queries.all(List.of(new FieldExistsQuery(count.wire()), Queries.not(counted))));
    }

    private static boolean holdsForZero(Filter.Test test) {
        return IndexQuery.values(test).stream()
                .map(BigDecimal.class::cast)
                .anyMatch(value -> holdsForZero(test.operator(), value));
    }

    private static boolean holdsForZero(Operator operator, BigDecimal value) {
        return switch (operator) {
            case EQ, IN -> value.signum() == 0;
            case GT -> value.signum() < 0;
            case GTE -> value.signum() <= 0;
            case LT -> value.signum() > 0;
            case LTE -> value.signum() >= 0;
            case CONTAINS, STARTS_WITH, ENDS_WITH, IS_EMPTY -> false;
        };
    }

    private static Query range(String field, BigDecimal from, BigDecimal to) {
        if (from.compareTo(to) > 0 || from.compareTo(GREATEST) > 0 || to.compareTo(LEAST) < 0) {
            return Queries.NOTHING;
        }
        long least = from.max(LEAST).longValueExact();
        long greatest = to.min(GREATEST).longValueExact();
        return new IndexOrDocValuesQuery(
                LongPoint.newRangeQuery(field, least, greatest),
                NumericDocValuesField.newSlowRangeQuery(field, least, greatest));
    }
}
