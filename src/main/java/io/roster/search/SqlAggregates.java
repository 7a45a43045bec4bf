package io.roster.search;

import io.roster.db.SqlText;
import io.roster.db.Tx;
import io.roster.filter.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts by PostgreSQL alone, in one statement: the filter is evaluated once over the workspace, and every aggregation
 * goes over its hits, of which only the values that are counted were kept.
 */
public final class SqlAggregates {
    private static final int TOTAL = -1;

    /**
     * How many hits have a value.
     *
     * @param aggregation its number, or {@link #TOTAL}
     * @param value null for those without one, which come first
     * @param whole the counts of all values of the aggregation, those left out too
     */
    private record Group(int aggregation, @Nullable String value, long count, long whole) {}

    public Aggregates counts(Tx tx, UUID workspaceId, AggregateQuery query) {
        List<Group> groups = statement(workspaceId, query)
                .on(tx)
                .planned()
                .list(row -> new Group(row.integer(), row.textOrNull(), row.bigint(), row.bigint()));
        List<Aggregation> aggregations = query.aggregations();
        return new Aggregates(
                groups.getFirst().count(),
                IntStream.range(0, aggregations.size())
                        .mapToObj(i -> buckets(
                                i,
                                aggregations.get(i),
                                groups.stream()
                                        .filter(group -> group.aggregation() == i)
                                        .toList()))
                        .toList());
    }

    private static SqlText statement(UUID workspaceId, AggregateQuery query) {
        SqlText sql = new SqlText().add("with hit as materialized (").add(hits(workspaceId, query));
        sql.add(")\nselect " + TOTAL + " as aggregation, null::text as value, count(*), 0::bigint, 0::bigint as place");
        sql.add(" from hit");
        for (int i = 0; i < query.aggregations().size(); i++) {
            sql.add("\nunion all ").add(groups(i, query.aggregations().get(i)));
        }
        return sql.add("\norder by aggregation, place");
    }

    private static SqlText hits(UUID workspaceId, AggregateQuery query) {
        Matches matches = new Matches(workspaceId);
        SqlText sql = new SqlText().add("select ");
        for (int i = 0; i < query.aggregations().size(); i++) {
            Aggregation aggregation = query.aggregations().get(i);
            sql.add(i == 0 ? "" : ", ").add(counted(aggregation, matches.value(aggregation.field())));
            sql.add(" as v" + i);
        }
        SqlText condition = matches.condition(query.filter());
        return sql.add(matches.from()).add(" and ").add(condition);
    }

    /** What is counted of the value {@code seen}. */
    private static SqlText counted(Aggregation aggregation, SqlText seen) {
        SqlText sql = new SqlText();
        return switch (aggregation) {
            case Aggregation.Terms terms ->
                terms.field().type() == FieldType.TEXT
                        ? sql.add("nullif(").add(seen).add(", '')")
                        : seen;
            case Aggregation.NumberHistogram histogram -> {
                // Not by dividing, which rounds: a number just below the end of a span would fall into the next.
                sql.add("(div(").add(seen).add(", ").value("numeric", histogram.interval());
                sql.add(") - (mod(").add(seen).add(", ").value("numeric", histogram.interval());
                yield sql.add(") < 0)::int) * ").value("numeric", histogram.interval());
            }
            case Aggregation.TimeHistogram histogram -> {
                boolean isDate = histogram.field().type() == FieldType.DATE;
                sql.add("date_trunc(")
                        .value("text", histogram.interval().wire())
                        .add(", (");
                yield sql.add(seen).add(isDate ? ")::timestamp at time zone 'UTC', 'UTC')" : "), 'UTC')");
            }
        };
    }

    /** One more than are wanted, for those without a value. */
    private static SqlText groups(int i, Aggregation aggregation) {
        boolean isTerms = aggregation instanceof Aggregation.Terms;
        int limit = aggregation instanceof Aggregation.Terms terms ? terms.limit() : Spans.MAX + 1;
        FieldType type = type(aggregation);
        return new SqlText()
                .add("select " + i + ", " + asText(type) + ", count, whole, place from (")
                .add("select value, count, (sum(count) over ())::bigint as whole, row_number() over (")
                .add("order by value is null desc, " + (isTerms ? "count desc, " : "") + order(type))
                .add(") as place from (" + grouped(i, type) + ") grouped) placed where place <= ")
                .value("int", limit + 1);
    }

    private static String grouped(int i, FieldType type) {
        String elements = switch (type) {
            case TEXTS -> "unnest(hit.v" + i + ")";
            case CHOICES -> "jsonb_array_elements_text(hit.v" + i + ")";
            case TEXT, NUMBER, BOOLEAN, TIME, DATE, ID -> "";
        };
        return elements.isEmpty()
                ? "select v%1$d as value, count(*) as count from hit group by v%1$d".formatted(i)
                : "select value, count(*) as count from hit left join lateral %s as element (value) on true group by value"
                        .formatted(elements);
    }

    private static String order(FieldType type) {
        return type.sql().equals("text") ? "value collate \"C\"" : "value";
    }

    private static String asText(FieldType type) {
        return type == FieldType.TIME ? "(extract(epoch from value) * 1000)::bigint::text" : "value::text";
    }

    /** Of what is counted: for a histogram, of where the spans begin. */
    private static FieldType type(Aggregation aggregation) {
        return switch (aggregation) {
            case Aggregation.Terms terms -> terms.field().type();
            case Aggregation.NumberHistogram histogram -> FieldType.NUMBER;
            case Aggregation.TimeHistogram histogram -> FieldType.TIME;
        };
    }

    private static Buckets buckets(int i, Aggregation aggregation, List<Group> groups) {
        boolean hasMissing = !groups.isEmpty() && groups.getFirst().value() == null;
        long missing = hasMissing ? groups.getFirst().count() : 0;
        List<Group> valued = hasMissing ? groups.subList(1, groups.size()) : groups;
        return switch (aggregation) {
            case Aggregation.Terms terms -> terms(terms, valued, missing);
            case Aggregation.NumberHistogram histogram -> {
                SortedMap<BigDecimal, Long> counts = counts(valued, text -> new BigDecimal(text));
                yield new Buckets.Numbers(Spans.of(i, counts, start -> start.add(histogram.interval())), missing);
            }
            case Aggregation.TimeHistogram histogram -> {
                SortedMap<Instant, Long> counts = counts(valued, SqlAggregates::time);
                yield new Buckets.Times(Spans.of(i, counts, histogram.interval()::next), missing);
            }
        };
    }

    private static Buckets terms(Aggregation.Terms aggregation, List<Group> valued, long missing) {
        List<Buckets.Term> terms = valued.stream()
                .limit(aggregation.limit())
                .map(group -> new Buckets.Term(value(aggregation.field().type(), text(group)), group.count()))
                .toList();
        long whole = valued.isEmpty() ? 0 : valued.getFirst().whole() - missing;
        long shown = terms.stream().mapToLong(Buckets.Term::count).sum();
        return new Buckets.Terms(terms, whole - shown, missing);
    }

    private static <T extends Comparable<T>> SortedMap<T, Long> counts(List<Group> valued, Function<String, T> read) {
        SortedMap<T, Long> counts = new TreeMap<>();
        valued.forEach(group -> counts.put(read.apply(text(group)), group.count()));
        return counts;
    }

    private static Object value(FieldType type, String text) {
        return switch (type) {
            case TEXT, DATE, TEXTS, CHOICES -> text;
            case NUMBER -> new BigDecimal(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case TIME -> time(text);
            case ID -> UUID.fromString(text);
        };
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String text(Group group) {
        return Objects.requireNonNull(group.value(), "only the first of an aggregation's groups has no value");
    }
}
