package io.roster.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer: status, headers and body, nothing of it sent yet.
 *
 * @param stream writes the body where it is too long to be held in memory; {@code body} is empty then
 */
public record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Stream stream) {
    private static final String JSON = "application/json";

    /** Writes a body while it is sent. What it throws cuts the answer off, so that it never passes for a whole one. */
    @FunctionalInterface
    public interface Stream {
        void writeTo(OutputStream out) throws IOException;
    }

    public Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    /** An answer of any length, in constant memory. */
    public static Reply stream(int status, String type, Stream stream) {
        return new Reply(status, Map.of("Content-Type", type), new byte[0], stream);
    }

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
        return new Reply(status, more, body, stream);
    }
}
