package io.roster.api.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer: status, headers and body, nothing of it sent yet. */
public record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json";

    public static Reply json(int status, byte[] body) {
        return new Reply(status, Map.of("Content-Type", JSON), body);
    }

    public static Reply text(int status, String type, String body) {
        return new Reply(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    /** This answer with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
