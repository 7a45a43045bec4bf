package io.roster.filter;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads written filters: checks every field, operator and value, puts the filters of the segments they name in their
 * places, and refuses what doesn't fit with the place where it stands. A reader is good for one filter.
 */
public final class FilterReader {
    private static final int MAX_CONDITIONS = 50;
    private static final int MAX_TESTS = 500;
    private static final int MAX_VALUES = 1_000;

    private final FilterFields fields;
    private final SegmentLookup segments;
    private final Set<UUID> within = new LinkedHashSet<>();
    private boolean tolerant;
    private int tests;

    public FilterReader(FilterFields fields, SegmentLookup segments) {
        this.fields = fields;
        this.segments = segments;
    }

    /**
     * The filter, from what stands at {@code place}: {@code ""} for a body's own {@code filters} and {@code
     * filters_logic}.
     */
    public Filter read(String place, WrittenFilter written) {
        return read(new Place(place), written, true);
    }

    /** The same, its own words read with a wrong letter each, but not those of the segments it names. */
    public Filter readTolerantly(String place, WrittenFilter written) {
        tolerant = true;
        return read(place, written);
    }

    /** The filter of the segment {@code id}, to be written as {@code written}; refused when it comes to hold itself. */
    public Filter readSegment(UUID id, WrittenFilter written) {
        within.add(id);
        return read("", written);
    }

    /** The members of the segment {@code id}, if there is one. */
    public Optional<Filter> segment(UUID id) {
        return segments.find(id).map(written -> members(new Place("segment_id"), id, written));
    }

    private Filter read(Place place, WrittenFilter written, boolean strict) {
        if (written.conditions().size() > MAX_CONDITIONS) {
            throw place.of("filters").refusal("There may be at most %d filters".formatted(MAX_CONDITIONS));
        }
        List<Filter> conditions = new ArrayList<>();
        for (Condition condition : written.conditions()) {
            conditions.add(condition(place.of("filters").at(conditions.size()), condition, strict));
        }
        return LogicExpression.join(place.of("filters_logic"), conditions, written.logic());
    }

    private Filter condition(Place place, Condition condition, boolean strict) {
        OperatorName name = OperatorName.of(condition.op())
                .orElseThrow(() -> place.of("op").refusal("There is no operator %s".formatted(condition.op())));
        if (++tests > MAX_TESTS) {
            throw place.refusal(
                    "The filter has more than %d conditions, with those of its segments".formatted(MAX_TESTS));
        }
        return name.apply(
                switch (condition.field()) {
                    case "segment_id" -> segments(place, name, condition.value());
                    case "search" -> search(place, name, condition.value(), tolerant && within.isEmpty());
                    case "has_tag" -> test(place, ContactField.TAGS, hasTag(name), condition.value(), strict);
                    default -> {
                        FilterField field = fields.get(place.of("field").path(), condition.field());
                        if (!field.type().takes(name.operator())) {
                            throw wrongOperator(place, condition.field(), name, OperatorName.of(field.type()));
                        }
                        yield test(place, field, name.operator(), condition.value(), strict);
                    }
                });
    }

    private static Operator hasTag(OperatorName name) {
        return name.operator() == Operator.EQ ? Operator.CONTAINS : name.operator();
    }

    private Filter test(Place place, FilterField field, Operator operator, @Nullable Object written, boolean strict) {
        if (!field.type().takes(operator)) {
            throw place.of("op").refusal("%s does not take this operator".formatted(field.wire()));
        }
        if (operator == Operator.IS_EMPTY) {
            if (written != null) {
                throw place.of("value").refusal("is_empty and is_not_empty take no value");
            }
            return Filter.isEmpty(field);
        }
        boolean several = operator == Operator.IN
                || (operator == Operator.EQ && field.type().isMany());
        boolean whole = operator == Operator.EQ || several || field.type().isMany();
        Place at = place.of("value");
        return several
                ? new Filter.Test(field, operator, values(field, at, written, operator == Operator.IN ? 1 : 0, strict))
                : new Filter.Test(field, operator, FilterValue.read(field, at, required(at, written), whole, strict));
    }

    private static List<Object> values(
            FilterField field, Place place, @Nullable Object written, int atLeast, boolean strict) {
        List<?> list = list(place, written, atLeast);
        List<Object> values = new ArrayList<>(list.size());
        for (Object element : list) {
            Place at = place.at(values.size());
            values.add(FilterValue.read(field, at, required(at, element), true, strict));
        }
        return values;
    }

    private static List<?> list(Place place, @Nullable Object written, int atLeast) {
        if (!(required(place, written) instanceof List<?> list) || list.size() < atLeast || list.size() > MAX_VALUES) {
            throw place.must("an array of %d to %d values".formatted(atLeast, MAX_VALUES));
        }
        return list;
    }

    private static Object required(Place place, @Nullable Object written) {
        if (written == null) {
            throw place.refusal("%s is required; is_empty finds what has no value".formatted(place.path()));
        }
        return written;
    }

    private static Filter search(Place place, OperatorName name, @Nullable Object written, boolean tolerant) {
        if (name.operator() != Operator.EQ && name.operator() != Operator.CONTAINS) {
            throw wrongOperator(place, "search", name, "eq, ne, contains");
        }
        return Filter.search(FilterValue.text(place.of("value"), required(place.of("value"), written)), tolerant);
    }

    private Filter segments(Place place, OperatorName name, @Nullable Object written) {
        Place at = place.of("value");
        return switch (name.operator()) {
            case EQ -> segment(at, required(at, written));
            case IN -> {
                List<Filter> any = new ArrayList<>();
                for (Object element : list(at, written, 1)) {
                    any.add(segment(at.at(any.size()), required(at.at(any.size()), element)));
                }
                yield new Filter.Any(any);
            }
            case GT, GTE, LT, LTE, CONTAINS, STARTS_WITH, ENDS_WITH, IS_EMPTY ->
                throw wrongOperator(place, "segment_id", name, "eq, ne, in, not_in");
        };
    }

    private Filter segment(Place place, Object written) {
        Optional<UUID> id = written instanceof String text ? IdKind.SEGMENT.parse(text) : Optional.empty();
        UUID known = id.orElseThrow(() -> place.must("the id of a segment, which begins with seg_"));
        return segments.find(known)
                .map(filter -> members(place, known, filter))
                .orElseThrow(() -> place.refusal("There is no segment %s".formatted(written)));
    }

    /** Faults inside a stored segment are told at the place that names it: its own places are not the caller's. */
    private Filter members(Place place, UUID id, WrittenFilter written) {
        if (!within.add(id)) {
            throw place.refusal("A segment cannot be part of itself");
        }
        try {
            return Filter.segment(read(place, written, false));
        } catch (Refusal refusal) {
            throw place.refusal(refusal.failure().message());
        } finally {
            within.remove(id);
        }
    }

    private static RuntimeException wrongOperator(Place place, String field, OperatorName name, String those) {
        return Failure.invalid(
                place.of("op").path(), "%s does not take %s; it takes %s".formatted(field, name.wire(), those));
    }
}
