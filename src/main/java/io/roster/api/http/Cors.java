package io.roster.api.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cross-origin calls from browsers (the Fetch standard): allowed to the pages of the configured origins, to no other. */
final class Cors {
    private static final String ALLOWED_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, X-Workspace-Id";
    private static final String EXPOSED_HEADERS =
            "ETag, Idempotency-Replayed, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, "
                    + "Roster-Warnings, X-Request-Id";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> origins;

    Cors(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** The answer to a preflight request; empty when this is none, or one from an origin that is not allowed. */
    Optional<Reply> preflight(Incoming incoming, Router router) {
        if (!incoming.method().equals("OPTIONS")
                || incoming.header("Access-Control-Request-Method").isEmpty()
                || allowedOrigin(incoming).isEmpty()) {
            return Optional.empty();
        }
        List<String> methods = router.methods(incoming.path());
        return methods.isEmpty()
                ? Optional.empty()
                : Optional.of(Reply.empty(204)
                        .with("Access-Control-Allow-Methods", String.join(", ", methods))
                        .with("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                        .with("Access-Control-Max-Age", PREFLIGHT_SECONDS));
    }

    /** The answer as the page may see it. */
    Reply exposed(Reply reply, Incoming incoming) {
        if (origins.isEmpty()) {
            return reply;
        }
        Reply varied = Vary.on(reply, "Origin");
        return allowedOrigin(incoming)
                .map(origin -> varied.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Expose-Headers", EXPOSED_HEADERS))
                .orElse(varied);
    }

    private Optional<String> allowedOrigin(Incoming incoming) {
        return incoming.header("Origin").filter(origins::contains);
    }
}
