package io.roster.api.openapi;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may call an operation: {@code scope}, or {@code access} in its place, in the file that describes it. */
sealed interface Security {
    record Open() implements Security {}

    record Operator() implements Security {}

    /** Anyone on the server's own machine, else the operator. */
    record Local() implements Security {}

    record AnyKey() implements Security {}

    /** A key that has one of the scopes; where there are two, which one it takes depends on the call. */
    record Scoped(List<String> scopes) implements Security {}

    /** What the operation says of it, which it says no longer then: it is no word of OpenAPI. */
    static Security takeFrom(ObjectNode operation) {
        JsonNode scope = operation.remove("scope");
        if (scope != null) {
            return new Scoped(
                    scope.isString()
                            ? List.of(scope.stringValue())
                            : scope.values().stream().map(JsonNode::stringValue).toList());
        }
        JsonNode access = operation.remove("access");
        String word = access == null ? "" : access.stringValue();
        return switch (word) {
            case "open" -> new Open();
            case "operator" -> new Operator();
            case "local" -> new Local();
            case "key" -> new AnyKey();
            default ->
                throw new IllegalStateException("%s has neither a scope nor an access, but \"%s\""
                        .formatted(operation.path("operationId"), word));
        };
    }

    default boolean isOpen() {
        return this instanceof Open;
    }

    default boolean hasWorkspace() {
        return this instanceof AnyKey || this instanceof Scoped;
    }

    default void write(ObjectNode operation) {
        ArrayNode any = operation.putArray("security");
        switch (this) {
            case Open() -> {}
            case Operator() -> any.addObject().putArray("adminKey");
            case Local() -> {
                any.addObject();
                any.addObject().putArray("adminKey");
            }
            case AnyKey() -> any.addObject().putArray("apiKey");
            case Scoped(List<String> scopes) -> {
                for (String scope : scopes) {
                    any.addObject().putArray("apiKey").add(scope);
                    any.addObject().putArray("accessToken").add(scope);
                }
                String text = operation.path("description").asString("");
                String names = String.join("`, `", scopes);
                operation.put("description", (text + "\n\nScope: `" + names + "`").strip());
            }
        }
    }
}
