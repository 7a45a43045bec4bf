package io.roster.testkit;

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
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Calls a server as a program outside would. Immutable: what adds a header makes another client. */
public final class TestClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI base;
    private final Map<String, String> headers;

    TestClient(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /** A client without credentials of the server at {@code base}. */
    public static TestClient of(URI base) {
        return new TestClient(base, Map.of());
    }

    public TestClient with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new TestClient(base, more);
    }

    public TestClient bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same caller at another server. */
    public TestClient at(URI server) {
        return new TestClient(server, headers);
    }

    /** The token that it bears. */
    public String token() {
        return headers.getOrDefault("Authorization", "").replaceFirst("^Bearer ", "");
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody(), Map.of());
    }

    /** Posts {@code body}: text as it is, anything else as JSON. */
    public Answer post(String path, Object body) {
        return sendJson("POST", path, body);
    }

    public Answer patch(String path, Object body) {
        return sendJson("PATCH", path, body);
    }

    public Answer put(String path, Object body) {
        return sendJson("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), Map.of());
    }

    public Answer delete(String path, Object body) {
        return sendJson("DELETE", path, body);
    }

    public Answer sendJson(String method, String path, Object body) {
        String json = body instanceof String text ? text : MAPPER.writeValueAsString(body);
        return send(method, path, BodyPublishers.ofString(json), Map.of("Content-Type", "application/json"));
    }

    /** Sends just this, with the client's headers, which win over {@code more}. */
    public Answer send(String method, String path, BodyPublisher body, Map<String, String> more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).method(method, body).timeout(Duration.ofSeconds(60));
        more.forEach(request::setHeader);
        headers.forEach(request::setHeader);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            Description.require(method, path, response.statusCode(), response.headers(), response.body());
            return new Answer(method + " " + path, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
