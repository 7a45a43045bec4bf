package io.roster.testkit;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public record Answer(String request, int status, HttpHeaders headers, byte[] bytes) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** This answer; any other status fails, and shows the body. */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("%s: %d expected, %d came: %s".formatted(request, expected, status, body()));
        }
        return this;
    }

    /** This answer, when it is an error of this status, code and field. */
    public Answer expectError(int expected, String code, String field) {
        expect(expected);
        String found = json().at("/error/code").stringValue("") + " on "
                + json().at("/error/field").stringValue("nothing");
        if (!found.equals(code + " on " + field)) {
            throw new AssertionError("%s: %s on %s expected: %s".formatted(request, code, field, body()));
        }
        return this;
    }

    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return MAPPER.readTree(bytes);
    }

    /** The text at a name, or at a JSON pointer. */
    public String text(String where) {
        JsonNode node = json().at(where.startsWith("/") ? where : "/" + where);
        if (!node.isString()) {
            throw new AssertionError("%s: no text at %s: %s".formatted(request, where, body()));
        }
        return node.stringValue();
    }

    /** The elements of {@code data} in a list answer. */
    public List<JsonNode> data() {
        return List.copyOf(json().get("data").values());
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}
