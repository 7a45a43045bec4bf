package io.roster.api.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether a value is what a schema of the API's description says: the part of JSON Schema that the description uses, but
 * stricter in that an object has no field that the schema does not name.
 */
final class SchemaFit {
    private final JsonNode document;

    SchemaFit(JsonNode document) {
        this.document = document;
    }

    /** What does not fit, each with its place; nothing when all does. */
    List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schema, value, "", faults);
        return faults;
    }

    /** The thing itself, where {@code node} only refers to it. */
    JsonNode resolved(JsonNode node) {
        JsonNode ref = node.get("$ref");
        return ref == null ? node : resolved(document.at(ref.stringValue().substring(1)));
    }

    private void check(JsonNode reference, JsonNode value, String place, List<String> faults) {
        JsonNode schema = resolved(reference);
        if (schema.has("oneOf")) {
            if (schema.get("oneOf").values().stream()
                    .noneMatch(one -> faults(one, value).isEmpty())) {
                faults.add(place + " is none of " + schema.get("oneOf"));
            }
            return;
        }
        Set<String> types = types(schema);
        if (!types.isEmpty() && types.stream().noneMatch(type -> isOf(type, value))) {
            faults.add("%s is no %s: %s".formatted(place, types, value));
        } else if (schema.has("enum") && !schema.get("enum").values().contains(value)) {
            faults.add("%s is none of %s: %s".formatted(place, schema.get("enum"), value));
        } else if (schema.has("const") && !schema.get("const").equals(value)) {
            faults.add("%s is not %s: %s".formatted(place, schema.get("const"), value));
        } else if (value.isArray() && schema.has("items")) {
            value.values().forEach(item -> check(schema.get("items"), item, place + "[]", faults));
        } else if (value.isObject()) {
            checkFields(schema, value, place, faults);
        }
    }

    private void checkFields(JsonNode schema, JsonNode value, String place, List<String> faults) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        collect(schema, properties, required);
        required.removeAll(value.propertyNames());
        required.forEach(name -> faults.add(place + "." + name + " is missing"));
        JsonNode others = schema.get("additionalProperties");
        boolean anything = properties.isEmpty() && others == null;
        value.properties().forEach(field -> {
            JsonNode property = properties.getOrDefault(field.getKey(), others);
            String at = place + "." + field.getKey();
            if (property != null) {
                check(property, field.getValue(), at, faults);
            } else if (!anything) {
                faults.add(at + " is not described");
            }
        });
    }

    private void collect(JsonNode reference, Map<String, JsonNode> properties, Set<String> required) {
        JsonNode schema = resolved(reference);
        schema.path("allOf").values().forEach(part -> collect(part, properties, required));
        schema.path("properties").properties().forEach(field -> properties.put(field.getKey(), field.getValue()));
        schema.path("required").values().forEach(name -> required.add(name.stringValue()));
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new LinkedHashSet<>();
        JsonNode type = schema.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.values().forEach(each -> types.add(each.stringValue()));
        return types;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("JSON Schema has no type " + type);
        };
    }
}
