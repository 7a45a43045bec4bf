package io.roster.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.roster.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server, one call at a time, and insists on a 2xx. */
final class Api {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A call that was refused. */
    static final class NotAnswered extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private final int status;

        NotAnswered(int status, String what) {
            super("answered " + status + ": " + what);
            this.status = status;
        }
    }

    private final URI base;
    private final String key;

    Api(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    String key() {
        return key;
    }

    JsonNode get(String path) {
        return MAPPER.readTree(bytes("GET", path, "application/json", BodyPublishers.noBody()));
    }

    /** What is at {@code path}, if the server has such a path. */
    Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (NotAnswered e) {
            if (e.status == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    JsonNode post(String path, Map<String, ?> body) {
        return post(path, Json.write(body));
    }

    JsonNode post(String path, String json) {
        return MAPPER.readTree(bytes("POST", path, "application/json", BodyPublishers.ofString(json)));
    }

    /** The answer as it comes, for what is timed should not be its reading. */
    byte[] answer(String path, String json) {
        return bytes("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    static JsonNode read(byte[] answer) {
        return MAPPER.readTree(answer);
    }

    JsonNode post(String path, String type, BodyPublisher body) {
        return MAPPER.readTree(bytes("POST", path, type, body));
    }

    void patch(String path, Map<String, ?> body) {
        bytes("PATCH", path, "application/json", BodyPublishers.ofString(Json.write(body)));
    }

    void delete(String path) {
        bytes("DELETE", path, "application/json", BodyPublishers.noBody());
    }

    private byte[] bytes(String method, String path, String type, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new NotAnswered(
                        response.statusCode(), method + " " + path + ": " + new String(response.body(), UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
