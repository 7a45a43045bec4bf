package io.roster.api.openapi;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays one tree over another, object by object. */
final class Merging {
    private Merging() {}

    /** Adds {@code more} to {@code whole}; what both of them say is a mistake in the file {@code name}. */
    static void into(ObjectNode whole, ObjectNode more, String name) {
        more.properties().forEach(field -> {
            JsonNode there = whole.get(field.getKey());
            if (there == null) {
                whole.set(field.getKey(), field.getValue());
            } else if (there instanceof ObjectNode object && field.getValue() instanceof ObjectNode added) {
                into(object, added, name);
            } else {
                throw new IllegalStateException("%s in %s stands in another file too".formatted(field.getKey(), name));
            }
        });
    }

    /**
     * Adds what {@code usual} says and {@code object} does not; lists are joined, the object's own before. A reference
     * is one whole, which hides what stands beside it: so what the object says in its place stays as it is.
     */
    static void under(ObjectNode object, @Nullable JsonNode usual) {
        if (usual == null) {
            return;
        }
        usual.properties().forEach(field -> {
            JsonNode there = object.get(field.getKey());
            JsonNode value = field.getValue();
            if (there == null) {
                object.set(field.getKey(), value.deepCopy());
            } else if (there instanceof ObjectNode inner && value instanceof ObjectNode && !value.has("$ref")) {
                under(inner, value);
            } else if (there instanceof ArrayNode list && value instanceof ArrayNode more) {
                list.addAll(more.deepCopy());
            }
        });
    }
}
