package io.roster.api.nimbus;

import io.roster.api.http.JsonOut;
import io.roster.filter.ContactField;
import io.roster.filter.FieldType;
import io.roster.filter.FilterField;
import io.roster.id.IdKind;
import io.roster.search.Aggregates;
import io.roster.search.Aggregation;
import io.roster.search.Buckets;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Counts in the NimbusOS dialect's JSON. A value is written as a filter on its field would have it. */
final class NimbusBuckets {
    private NimbusBuckets() {}

    static byte[] write(List<Aggregation> aggregations, Aggregates counted) {
        return JsonOut.write(out -> out.object(answer -> {
            List<Integer> places =
                    IntStream.range(0, aggregations.size()).boxed().toList();
            answer.array(
                    "data",
                    places,
                    i -> answer.object(one ->
                            write(one, aggregations.get(i), counted.buckets().get(i))));
            answer.object("meta", meta -> meta.integer("total_count", counted.total()));
        }));
    }

    private static void write(JsonOut out, Aggregation aggregation, Buckets buckets) {
        FilterField field = aggregation.field();
        out.text("field", field.wire());
        switch (aggregation) {
            case Aggregation.Terms terms -> {}
            case Aggregation.NumberHistogram histogram -> out.number("interval", plain(histogram.interval()));
            case Aggregation.TimeHistogram histogram ->
                out.text("interval", histogram.interval().wire());
        }
        switch (buckets) {
            case Buckets.Terms terms -> terms(out, field, terms.terms());
            case Buckets.Numbers numbers -> spans(out, field, numbers.spans());
            case Buckets.Times times -> spans(out, field, times.spans());
        }
        out.integer("missing", buckets.missing());
        if (buckets instanceof Buckets.Terms terms) {
            out.integer("other", terms.other());
        }
    }

    private static void terms(JsonOut out, FilterField field, List<Buckets.Term> terms) {
        out.array(
                "buckets",
                terms,
                term -> out.object(bucket -> {
                    value(bucket, "value", field, term.value());
                    bucket.integer("count", term.count());
                }));
    }

    private static <T> void spans(JsonOut out, FilterField field, List<Buckets.Span<T>> spans) {
        out.array(
                "buckets",
                spans,
                span -> out.object(bucket -> {
                    value(bucket, "from", field, span.from());
                    value(bucket, "to", field, span.to());
                    bucket.integer("count", span.count());
                }));
    }

    private static <T> void value(JsonOut out, String name, FilterField field, T value) {
        switch (value) {
            case String text -> out.text(name, text);
            case BigDecimal number -> out.number(name, plain(number));
            case Boolean flag -> out.bool(name, flag);
            case Instant at
            when field.type() == FieldType.DATE ->
                out.text(name, LocalDate.ofInstant(at, ZoneOffset.UTC).toString());
            // The last span may end with the year 9999, and so in a year that no other time of the API is in.
            case Instant at -> out.text(name, at.toString());
            case UUID id -> out.text(name, kind(field).format(id));
            default -> throw new IllegalStateException("no field has a " + value.getClass());
        }
    }

    private static IdKind kind(FilterField field) {
        return field == ContactField.COMPANY_ID
                ? IdKind.COMPANY
                : field == ContactField.ID ? IdKind.CONTACT : IdKind.WORKSPACE;
    }

    /** Without trailing zeros or an exponent, as custom fields are shown. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
