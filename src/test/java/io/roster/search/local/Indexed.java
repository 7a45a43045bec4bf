package io.roster.search.local;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the tests of search indexes ask of a server. */
final class Indexed {
    static final String INDEXES = "/api/v1/admin/search/";
    static final String SEARCH = "/api/v1/contacts/search/";

    private static final Pattern BY_INDEX = Pattern.compile("(?m)^roster_search_total\\{path=\"index\"} ([0-9.]+)$");

    private Indexed() {}

    /** Waits until the only index that the server has answers searches, and all that is done with it is done. */
    static void await(TestRoster roster, TestClient workspace) {
        until(() -> {
            search(workspace, Map.of());
            List<JsonNode> indexes = roster.operator().get(INDEXES).expect(200).data();
            return indexes.size() == 1
                    && indexes.getFirst().get("state").asString().equals("ready");
        });
        until(() -> isByIndex(roster, workspace));
    }

    /** Whether a search that begins now is answered by the index. */
    static boolean isByIndex(TestRoster roster, TestClient workspace) {
        double before = byIndex(roster);
        search(workspace, Map.of());
        return byIndex(roster) > before;
    }

    static void until(BooleanSupplier condition) {
        until(Duration.ofMinutes(1), condition);
    }

    static void until(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about within " + limit);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    static double byIndex(TestRoster roster) {
        Matcher found =
                BY_INDEX.matcher(roster.anyone().get("/metrics").expect(200).body());
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    /** The addresses that a search with these conditions finds, in their alphabet's order. */
    static List<String> search(TestClient workspace, Map<String, Object> condition) {
        Map<String, Object> body = Map.of(
                "filters",
                condition.isEmpty()
                        ? List.of(Map.of("field", "lead_score", "op", "gte", "value", 0))
                        : List.of(condition),
                "page_size",
                500);
        Answer answer = workspace.post(SEARCH, body).expect(200);
        TreeSet<String> emails = new TreeSet<>();
        answer.data().forEach(contact -> emails.add(contact.get("email").asString()));
        if (answer.json().get("meta").get("total_count").asInt() != emails.size()) {
            throw new AssertionError("the total is not that of the rows: " + answer.body());
        }
        return List.copyOf(emails);
    }

    static Map<String, Object> is(String field, String op, Object value) {
        return Map.of("field", field, "op", op, "value", value);
    }
}
