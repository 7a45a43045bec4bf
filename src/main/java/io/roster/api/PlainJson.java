package io.roster.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON that came in as plain Java values, and the other way: String, BigDecimal, Boolean, and Lists of them. */
public final class PlainJson {
    private PlainJson() {}

    /** The value; an object, which nothing takes, becomes an empty Map. */
    public static Object of(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (!node.isArray()) {
            return Map.of();
        }
        List<@Nullable Object> list = new ArrayList<>();
        node.values().forEach(element -> list.add(element.isNull() ? null : of(element)));
        return Collections.unmodifiableList(list);
    }
}
