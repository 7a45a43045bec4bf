package io.roster.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.ChildRoster;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server killed while it recomputes a workspace: another goes on where it was. */
@Timeout(180)
class RecomputeCrashTest {
    private static final int CONTACTS = 12_000;

    @TempDir
    Path home;

    @Test
    void aRecomputeWhoseServerIsKilledIsFinishedByAnother() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            TestClient workspace;
            String path;
            try (ChildRoster server = ChildRoster.on(database.url(), home)) {
                workspace = server.workspace();
                fill(workspace);
                path = "/api/v1/recomputes/"
                        + workspace
                                .put("/api/v1/scoring-model/", """
                                        {"rules":[{"name":"All","points":7,"filters":[{"field":"email","op":"is_not_empty"}],"filters_logic":"AND"}],\
                                        "event_points":{},"grades":{"A":80,"B":60,"C":40,"D":5}}""")
                                .expect(202)
                                .text("id") + "/";
                await(workspace, path, 1);
                server.kill();
            }
            database.run("update job set lease_until = now()"); // spares the test the wait
            try (TestRoster survivor = TestRoster.on(database, Map.of())) {
                TestClient again = workspace.at(survivor.url());
                assertThat(processed(again, path)).isBetween(1, CONTACTS - 1);
                await(again, path, CONTACTS);
                assertThat(total(again, "lead_score", 7)).isEqualTo(CONTACTS);
            }
        }
    }

    private static void fill(TestClient workspace) {
        for (int start = 0; start < CONTACTS; start += 1_000) {
            List<Map<String, String>> rows = new ArrayList<>();
            for (int i = start; i < start + 1_000; i++) {
                rows.add(Map.of("email", "r%d@firm%d.com".formatted(i, i % 90)));
            }
            workspace.post("/api/v1/contacts/bulk/", Map.of("contacts", rows)).expect(200);
        }
    }

    private static void await(TestClient client, String path, int least) throws InterruptedException {
        while (processed(client, path) < least) {
            Thread.sleep(5);
        }
    }

    private static int processed(TestClient client, String path) {
        JsonNode recompute = client.get(path).expect(200).json();
        return recompute.get("processed").intValue();
    }

    private static int total(TestClient client, String field, int value) {
        return client.post(
                        "/api/v1/contacts/search/",
                        Map.of("filters", List.of(Map.of("field", field, "op", "eq", "value", value)), "page_size", 1))
                .expect(200)
                .json()
                .at("/meta/total_count")
                .intValue();
    }
}
