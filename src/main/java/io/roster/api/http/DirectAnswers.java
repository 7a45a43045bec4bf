package io.roster.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.roster.failure.Failure;
import io.roster.patience.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers what the HTTP layer refuses by itself, such as a malformed request line or a header that is too long. */
final class DirectAnswers implements DirectHandler {
    private final Gate gate;
    private final Patience patience;

    private DirectAnswers(Gate gate, Patience patience) {
        this.gate = gate;
        this.patience = patience;
    }

    static DirectHandlers of(Gate gate, Patience patience) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        DirectAnswers answers = new DirectAnswers(gate, patience);
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, answers);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        patience.endIfBegun();
        Optional<String> sentId = request.headers().first(HeaderNames.create("X-Request-Id"));
        String path = request.path().split("\\?", 2)[0];
        Reply reply = gate.refused(path, status.code(), failure(status.code()), sentId);
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            headers.set(HeaderNames.create(header.getKey()), header.getValue());
        }
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(reply.body())
                .keepAlive(false)
                .build();
    }

    private static Failure failure(int status) {
        return switch (status) {
            case 413 -> new Failure.PayloadTooLarge("The body is too large");
            case 414 -> new Failure.Invalid(null, "The request line is too long");
            case 501 -> new Failure.Invalid(null, "This Transfer-Encoding is not taken; chunked is");
            case 505 -> new Failure.Invalid(null, "This version of HTTP is not spoken here; HTTP/1.1 is");
            case 503 -> new Failure.Unavailable("The server is busy", Duration.ofSeconds(1));
            default ->
                status >= 500
                        ? new Failure.Internal()
                        : new Failure.Invalid(null, "The request is not well-formed HTTP, or its headers are too long");
        };
    }
}
