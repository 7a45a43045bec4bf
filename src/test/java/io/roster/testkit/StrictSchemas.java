package io.roster.testkit;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The schemas of an OpenAPI document, compiled when they are first asked for, and stricter than the document says to its
 * readers, who must put up with new fields: an object has no field that its schema does not name.
 */
final class StrictSchemas {
    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/$defs/";

    // The library's check takes no address but under a public top-level domain, and so none that is made for tests.
    private static final JsonNode EMAIL = StringNode.valueOf("email");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    /** By the very nodes of the document: to compare them by what they hold would take longer than to validate. */
    private final Map<JsonNode, Schema> compiled = Collections.synchronizedMap(new IdentityHashMap<>());
    private final JsonNode components;
    private final ObjectNode definitions;

    StrictSchemas(JsonNode document) {
        components = document.at("/components/schemas");
        definitions = JsonMapper.shared().createObjectNode();
        for (Map.Entry<String, JsonNode> named : components.properties()) {
            definitions.set(named.getKey(), strict(named.getValue()));
        }
    }

    /** The schema that {@code node}, a part of the document, is. */
    Schema of(JsonNode node) {
        return compiled.computeIfAbsent(node, this::compile);
    }

    private Schema compile(JsonNode node) {
        ObjectNode root = (ObjectNode) strict(node);
        root.set("$defs", definitions);
        return registry.getSchema(root);
    }

    /** A copy that takes no other fields, at any depth, and refers to the copies of the others. */
    private JsonNode strict(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = open(object);
        boolean closes = copy.has("properties") || copy.has("allOf");
        if (closes && !copy.has("additionalProperties")) {
            copy.put("unevaluatedProperties", false);
        }
        return copy;
    }

    /** The same, but that the object itself is left open: as a part of another. */
    private ObjectNode open(ObjectNode object) {
        ObjectNode copy = JsonMapper.shared().createObjectNode();
        object.properties().stream()
                .filter(keyword -> !keyword.getValue().equals(EMAIL))
                .forEach(keyword -> copy.set(keyword.getKey(), keyword(keyword.getKey(), keyword.getValue())));
        return copy;
    }

    private JsonNode keyword(String name, JsonNode value) {
        return switch (name) {
            case "$ref" -> StringNode.valueOf(value.stringValue().replace(COMPONENTS, DEFINITIONS));
            case "properties" -> {
                ObjectNode properties = JsonMapper.shared().createObjectNode();
                value.properties().forEach(property -> properties.set(property.getKey(), strict(property.getValue())));
                yield properties;
            }
            case "items", "additionalProperties" -> strict(value);
            case "oneOf" -> each(value, this::strict);
            case "allOf" -> each(value, part -> open((ObjectNode) resolved(part)));
            default -> value;
        };
    }

    private static ArrayNode each(JsonNode several, UnaryOperator<JsonNode> change) {
        ArrayNode changed = JsonMapper.shared().createArrayNode();
        several.values().forEach(one -> changed.add(change.apply(one)));
        return changed;
    }

    private JsonNode resolved(JsonNode part) {
        JsonNode ref = part.get("$ref");
        return ref == null ? part : components.path(ref.stringValue().substring(COMPONENTS.length()));
    }
}
