package io.roster.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Waits for the server's search index of the large workspace; a small one has none. */
final class IndexReady {
    private static final String INDEXES = "/api/v1/admin/search/";
    private static final long LOOK_NANOS = 200_000_000;
    private static final long PATIENCE_NANOS = 1_200_000_000_000L;

    private IndexReady() {}

    /** Until it is built, and has taken in all that was written. */
    static void await(Site site) {
        await(site.server(), site.api());
        awaitChanges(site);
    }

    /** Until it is built. */
    static void await(Server server, Api large) {
        large.get("/api/v1/contacts/?search=anybody"); // it is built when it is first wanted
        awaitNone(server, index -> !index.get("state").stringValue().equals("ready"));
    }

    /** Until one that is open has taken in all that was written. */
    static void awaitChanges(Site site) {
        awaitNone(site.server(), index -> index.get("pending_changes").longValue() > 0);
    }

    private static void awaitNone(Server server, Predicate<JsonNode> busy) {
        Api operator = new Api(server.url(), Server.ADMIN_KEY);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (operator.find(INDEXES)
                .map(answer -> answer.get("data").valueStream().anyMatch(busy))
                .orElse(false)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the search index is not ready after 20 minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
