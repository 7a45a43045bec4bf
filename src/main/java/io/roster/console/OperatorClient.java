package io.roster.console;

import io.roster.CommandFailure;
import io.roster.json.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Calls a running server as its operator. Each method throws {@link CommandFailure}, with a line for the operator, when
 * the server is not there, does not take the key, or refuses. Redirects are not followed: they would be given the key.
 */
public final class OperatorClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int PAGE = 100;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI server;
    private final FoundKey key;

    OperatorClient(URI server, FoundKey key) {
        this.server = server;
        this.key = key;
    }

    /** The object at {@code path}, such as {@code /api/v1/admin/workspaces/}. */
    public Map<String, Object> get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /** What is answered to {@code body}, sent as JSON. */
    public Map<String, Object> post(String path, Map<String, ?> body) {
        return send("POST", path, BodyPublishers.ofString(Json.write(body)));
    }

    public Map<String, Object> delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** All rows of a list, page after page. */
    public List<Map<String, Object>> all(String path) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            String after = cursor.map(text -> "&cursor=" + segment(text)).orElse("");
            Map<String, Object> page = get(path + "?page_size=" + PAGE + after);
            rows.addAll(Json.readObjects(Json.write(page.getOrDefault("data", List.of()))));
            cursor = cursor(page);
        } while (cursor.isPresent());
        return rows;
    }

    /** {@code text} as one part of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Map<String, Object> send(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .method(method, body)
                .header("Authorization", "Bearer " + key.key())
                .header("Content-Type", "application/json")
                .timeout(ANSWER)
                .build();
        try {
            return answer(http.send(request, BodyHandlers.ofString()));
        } catch (ConnectException e) {
            throw new CommandFailure(
                    "no server answers at %s: start it, or name another with --url".formatted(server), e);
        } catch (HttpTimeoutException e) {
            throw new CommandFailure("the server at %s did not answer in time".formatted(server), e);
        } catch (IOException e) {
            throw new CommandFailure("the server at %s cannot be called: %s".formatted(server, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", e);
        }
    }

    private Map<String, Object> answer(HttpResponse<String> response) {
        Optional<Map<String, Object>> body = read(response.body());
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw new CommandFailure(
                    "the server at %s does not take the admin key of %s".formatted(server, key.place()));
        }
        if (status < 200 || status > 299 || body.isEmpty()) {
            throw new CommandFailure(body.flatMap(OperatorClient::message)
                    .orElseGet(() -> "what answers at %s is no Roster: it said %d".formatted(server, status)));
        }
        return body.get();
    }

    private static Optional<Map<String, Object>> read(String body) {
        try {
            return Optional.of(Json.readObject(body));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> message(Map<String, Object> body) {
        return body.get("error") instanceof Map<?, ?> error && error.get("message") instanceof String message
                ? Optional.of(message)
                : Optional.empty();
    }

    private static Optional<String> cursor(Map<String, Object> page) {
        @Nullable Object next = page.get("meta") instanceof Map<?, ?> meta ? meta.get("next_cursor") : null;
        return next instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
