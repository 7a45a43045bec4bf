package io.roster.api.nimbus;

import io.roster.api.PlainJson;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.filter.Condition;
import io.roster.filter.WrittenFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters in the NimbusOS dialect's JSON: {@code filters} and {@code filters_logic}. */
final class NimbusFilters {
    private NimbusFilters() {}

    /** What the object says of its filter; what it doesn't say stays as {@code before}. */
    static WrittenFilter read(Fields fields, WrittenFilter before) {
        Given<List<Fields>> filters = fields.objects("filters");
        Given<String> logic = fields.text("filters_logic");
        return new WrittenFilter(
                filters.isGiven() ? conditions(filters.value().orElse(List.of())) : before.conditions(),
                logic.isGiven() ? logic.value().orElse(WrittenFilter.AND) : before.logic());
    }

    static void write(JsonOut out, WrittenFilter filter) {
        out.array(
                "filters",
                filter.conditions(),
                condition -> out.object(line -> {
                    line.text("field", condition.field());
                    line.text("op", condition.op());
                    if (condition.value() != null) {
                        value(line, "value", condition.value());
                    }
                }));
        out.text("filters_logic", filter.logic());
    }

    /** A value of a filter or a custom field. */
    static void value(JsonOut out, String name, @Nullable Object value) {
        switch (value) {
            case null -> out.nothing(name);
            case String text -> out.text(name, text);
            case BigDecimal number -> out.number(name, number);
            case Number number -> out.number(name, new BigDecimal(number.toString()));
            case Boolean flag -> out.bool(name, flag);
            case List<?> list -> out.array(name, list, element -> element(out, element));
            default -> throw new IllegalStateException("no filter holds a " + value.getClass());
        }
    }

    private static void element(JsonOut out, @Nullable Object value) {
        switch (value) {
            case String text -> out.text(text);
            case Number number -> out.raw(new BigDecimal(number.toString()).toString());
            case Boolean flag -> out.raw(flag.toString());
            case null, default -> throw new IllegalStateException("no filter holds a list of " + value);
        }
    }

    private static List<Condition> conditions(List<Fields> lines) {
        List<Condition> conditions = new ArrayList<>(lines.size());
        for (Fields line : lines) {
            conditions.add(new Condition(
                    line.text("field").required(),
                    line.text("op").required(),
                    line.any("value").map(PlainJson::of).orNull()));
            line.refuseOthers(Set.of());
        }
        return conditions;
    }
}
