package io.roster.api.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the operations of a dialect have in common, so that no file of a resource has to say it: errors, headers, security. */
final class Conventions {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final List<String> ANSWER_HEADERS =
            List.of("X-Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");
    private static final List<String> REPLAY_HEADER = List.of("Idempotency-Replayed");
    private static final String IDEMPOTENCY_KEY = "#/components/parameters/idempotencyKey";

    private final ObjectNode sections;

    /** @param sections what is added to an operation, by what it has: see the files of the folder {@code dialects} */
    Conventions(ObjectNode sections) {
        this.sections = sections;
    }

    /** Completes the operations of a path. */
    void complete(String path, ObjectNode item, JsonNode tag) {
        for (String method : METHODS) {
            if (item.get(method) instanceof ObjectNode operation) {
                complete(path, method, operation, tag);
            }
        }
    }

    private void complete(String path, String method, ObjectNode operation, JsonNode tag) {
        operation.putArray("tags").add(tag);
        Security security = Security.takeFrom(operation);
        security.write(operation);
        add("all", operation);
        if (!security.isOpen()) {
            add("authenticated", operation);
        }
        if (security.hasWorkspace()) {
            add("workspace", operation);
            add("workspace " + method, operation);
        }
        if (operation.has("requestBody")) {
            add("body", operation);
        }
        if (path.contains("{")) {
            add("parameter", operation);
        }
        sortResponses(operation);
    }

    private void add(String section, ObjectNode operation) {
        Merging.under(operation, sections.get(section));
    }

    private static void sortResponses(ObjectNode operation) {
        ObjectNode responses = (ObjectNode) operation.path("responses");
        for (String status : new TreeSet<>(responses.propertyNames())) {
            responses.set(status, responses.remove(status));
        }
    }

    /** Every answer has an id, and one to a key says how much of its rate limit is left. */
    static void addAnswerHeaders(ObjectNode whole) {
        whole.at("/components/responses").values().forEach(answer -> addHeaders(answer, ANSWER_HEADERS));
        for (JsonNode path : whole.path("paths").values()) {
            for (JsonNode operation : path.values()) {
                boolean limited =
                        !operation.path("security").findValues("apiKey").isEmpty();
                List<String> names = limited ? ANSWER_HEADERS : ANSWER_HEADERS.subList(0, 1);
                operation.path("responses").values().forEach(answer -> addHeaders(answer, names));
                if (operation.findValuesAsString("$ref").contains(IDEMPOTENCY_KEY)) {
                    addReplayHeader(whole, operation.path("responses"));
                }
            }
        }
    }

    /** On the answers that are stored under a key, as the contract of keys says. */
    private static void addReplayHeader(ObjectNode whole, JsonNode responses) {
        responses.properties().stream()
                .filter(answer -> answer.getKey().matches("2..|404|409|422"))
                .map(answer -> answer.getValue().has("$ref")
                        ? whole.at(answer.getValue().get("$ref").stringValue().substring(1))
                        : answer.getValue())
                .forEach(answer -> addHeaders(answer, REPLAY_HEADER));
    }

    /** A heading without an operation is left out. */
    static void removeUnusedTags(ObjectNode whole) {
        Set<JsonNode> used = new HashSet<>();
        whole.path("paths").findValues("tags").forEach(tags -> used.addAll(tags.values()));
        ArrayNode all = (ArrayNode) whole.path("tags");
        all.removeIf(tag -> !used.contains(tag.get("name")));
    }

    private static void addHeaders(JsonNode answer, List<String> names) {
        if (answer instanceof ObjectNode response && !response.has("$ref")) {
            ObjectNode headers = response.withObject("/headers");
            for (String name : names) {
                headers.withObject("/" + name).put("$ref", "#/components/headers/" + name);
            }
        }
    }
}
