package io.roster.bench;

import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Waits until the server's search index of the large workspace is built; a small one has none. */
final class IndexReady {
    private static final String INDEXES = "/api/v1/admin/search/";
    private static final long LOOK_NANOS = 200_000_000;
    private static final long PATIENCE_NANOS = 1_200_000_000_000L;

    private IndexReady() {}

    static void await(Site site) {
        await(site.server(), site.api());
    }

    static void await(Server server, Api large) {
        Api operator = new Api(server.url(), Server.ADMIN_KEY);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        large.get("/api/v1/contacts/?search=anybody"); // it is built when it is first wanted
        while (operator.find(INDEXES).map(IndexReady::isBuilding).orElse(false)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the search index is not ready after 20 minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isBuilding(JsonNode answer) {
        for (JsonNode index : answer.get("data")) {
            if (!index.get("state").stringValue().equals("ready")) {
                return true;
            }
        }
        return false;
    }
}
