package io.roster.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import java.util.Comparator;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Holds real answers against the API's description. */
record Described(JsonNode document) {
    /** The answer, when it has this status and is as described. */
    Answer described(Answer answer, int status) {
        answer.expect(status);
        JsonNode response = new SchemaFit(document)
                .resolved(operation(answer).path("responses").path(Integer.toString(status)));
        assertThat(response.isMissingNode())
                .as("%s: %d is not described", answer.request(), status)
                .isFalse();
        JsonNode json = response.at("/content/application~1json/schema");
        if (json.isMissingNode()) {
            assertThat(answer.header("Content-Type")).as(answer.request()).isNotEqualTo("application/json");
        } else {
            assertThat(new SchemaFit(document).faults(json, answer.json()))
                    .as("%s: %s", answer.request(), answer.body())
                    .isEmpty();
        }
        return answer;
    }

    JsonNode operation(Answer answer) {
        String[] request = answer.request().split("[ ?]", -1);
        String path = withSlash(request[1]);
        return document.get("paths").properties().stream()
                .filter(item -> path.matches(withSlash(item.getKey()).replaceAll("\\{[^}]+}", "[^/]+")))
                .min(Comparator.comparingInt(item -> item.getKey().split("\\{", -1).length))
                .map(item -> item.getValue().path(request[0].toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new AssertionError(answer.request() + " is not described"));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }
}
