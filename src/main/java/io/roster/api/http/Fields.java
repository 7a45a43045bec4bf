package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object, each asked for by name and type. A value of another type is refused with its place, never
 * coerced; what nobody asked for is refused by {@link #refuseOthers}.
 */
public final class Fields {
    private final String place;
    private final ObjectNode object;
    private final Set<String> asked = new HashSet<>();

    private Fields(String place, ObjectNode object) {
        this.place = place;
        this.object = object;
    }

    /** The fields of a request's body. */
    public static Fields of(ObjectNode body) {
        return new Fields("", body);
    }

    /** The fields of an object that came as text, such as a part of a form. */
    public static Fields parse(String place, byte[] json) {
        try {
            return at(place, StrictJson.parse(json));
        } catch (Refusal refusal) {
            String field = refusal.failure().field();
            throw Failure.invalid(
                    field == null ? place : place(place, field),
                    place + ": " + refusal.failure().message());
        }
    }

    /** The fields of an object that is found at {@code place}. */
    public static Fields at(String place, ObjectNode object) {
        return new Fields(place, object);
    }

    public Given<String> text(String name) {
        return typed(name, JsonNode::isString, "a string", JsonNode::stringValue);
    }

    /** A whole number, written without a fraction or an exponent. */
    public Given<Long> integer(String name) {
        return typed(name, JsonNode::isIntegralNumber, "an integer", JsonNode::longValue);
    }

    public Given<BigDecimal> number(String name) {
        return typed(name, JsonNode::isNumber, "a number", JsonNode::decimalValue);
    }

    public Given<Boolean> bool(String name) {
        return typed(name, JsonNode::isBoolean, "true or false", JsonNode::booleanValue);
    }

    public Given<Instant> instant(String name) {
        return text(name)
                .map(text -> Instants.parse(text)
                        .orElseThrow(() -> wrong(
                                place(name),
                                "a date, or a time with its offset, in ISO 8601: 2026-04-20T14:32:11.123Z")));
    }

    public Given<Fields> object(String name) {
        return typed(name, JsonNode::isObject, "an object", node -> new Fields(place(name), (ObjectNode) node));
    }

    /** An array of anything. */
    public Given<List<JsonNode>> array(String name) {
        return typed(name, JsonNode::isArray, "an array", node -> List.copyOf(node.values()));
    }

    public Given<List<String>> texts(String name) {
        return elements(name, JsonNode::isString, "a string", (at, node) -> node.stringValue());
    }

    public Given<List<Fields>> objects(String name) {
        return elements(name, JsonNode::isObject, "an object", (at, node) -> new Fields(at, (ObjectNode) node));
    }

    /** A value of any type; null is a value to {@link Given.Null}. */
    public Given<JsonNode> any(String name) {
        return typed(name, node -> true, "a value", Function.identity());
    }

    /** The names of all fields, in their order, asked for or not. */
    public Collection<String> names() {
        return object.propertyNames();
    }

    /** The object itself. */
    public ObjectNode node() {
        return object;
    }

    /** Where the object is; empty for the body itself. */
    public String place() {
        return place;
    }

    /** Where the field {@code name} of it is: {@code contacts[3].email}. */
    public String place(String name) {
        return place(place, name);
    }

    static String place(String outer, String name) {
        return outer.isEmpty() ? name : outer + "." + name;
    }

    /** Refuses every field that was not asked for and is none of {@code ignoredReadOnly}. */
    public void refuseOthers(Set<String> ignoredReadOnly) {
        for (String name : object.propertyNames()) {
            if (!asked.contains(name) && !ignoredReadOnly.contains(name)) {
                throw Failure.invalid(place(name), "Unknown field: %s".formatted(place(name)));
            }
        }
    }

    private <T> Given<T> typed(String name, Predicate<JsonNode> isIt, String what, Function<JsonNode, T> read) {
        asked.add(name);
        JsonNode node = object.get(name);
        if (node == null) {
            return new Given.Absent<>(place(name));
        }
        if (node.isNull()) {
            return new Given.Null<>(place(name));
        }
        if (!isIt.test(node)) {
            throw wrong(place(name), what);
        }
        return new Given.Value<>(place(name), read.apply(node));
    }

    private interface Element<T> {
        T read(String place, JsonNode node);
    }

    private <T> Given<List<T>> elements(String name, Predicate<JsonNode> isIt, String what, Element<T> element) {
        return array(name).map(nodes -> {
            List<T> values = new ArrayList<>(nodes.size());
            for (JsonNode node : nodes) {
                String at = "%s[%d]".formatted(place(name), values.size());
                if (!isIt.test(node)) {
                    throw wrong(at, what);
                }
                values.add(element.read(at, node));
            }
            return values;
        });
    }

    private static Refusal wrong(String place, String what) {
        return Failure.invalid(place, "%s must be %s".formatted(place, what));
    }
}
