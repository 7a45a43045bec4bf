package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.ChildRoster;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers that are killed in the midst of an import, and others that go on with it; {@code -Droster.test.kills=20} of them. */
@Timeout(600)
@TakesLong
class ImportCrashTest {
    private static final int KILLS = Integer.getInteger("roster.test.kills", 2);
    private static final int ROWS = 10_000 * KILLS;

    @TempDir
    Path homes;

    @Test
    void killedAgainAndAgainAnImportEndsWithEveryRowAppliedOnce() throws Exception {
        try (TestDatabase database = TestPostgres.database()) {
            Running killed = killedImport(database);
            try (TestRoster survivor = TestRoster.on(database, Map.of())) {
                long since = System.nanoTime();
                TestClient client = killed.client().at(survivor.url());
                int left = processed(client, killed.id());
                assertThat(isOver(client, killed.id()))
                        .as("the import was faster than the kills")
                        .isFalse();
                while (processed(client, killed.id()) == left) {
                    Thread.sleep(50);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(15));
                assertEachRowOnce(database, client, Form.end(client, killed.id()));
            }
        }
    }

    private static void assertEachRowOnce(TestDatabase database, TestClient client, JsonNode ended) {
        int rejected = ROWS / 100; // which have no address; about a third of the rows repeats the one before
        int created = ended.get("created").intValue();
        int updated = ended.get("updated").intValue();
        Form.assertCounts(ended, ROWS - rejected - updated, updated, 0, 0, rejected);
        String id = ended.get("id").stringValue();
        assertThat(client.get("/api/v1/contacts/?page_size=1")
                        .json()
                        .at("/meta/total_count")
                        .intValue())
                .isEqualTo(created);
        assertThat(Uploaded.actors(database, id)).isEqualTo(created + updated);
        assertThat(client.get("/api/v1/imports/" + id + "/errors/")
                        .expect(200)
                        .body()
                        .lines())
                .hasSize(rejected + 1);
    }

    private record Running(TestClient client, String id) {}

    /** An import during which some servers were killed, one after the other. */
    private Running killedImport(TestDatabase database) throws Exception {
        @Nullable Running running = null;
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill > 0) {
                database.run("update job set lease_until = now()"); // only the last server waits for it to run out
            }
            try (ChildRoster server = ChildRoster.on(database.url(), homes.resolve("home" + kill))) {
                if (running == null) {
                    TestClient client = server.workspace();
                    running = new Running(
                            client,
                            Form.file(rows())
                                    .updating()
                                    .post(client, "/api/v1/imports/")
                                    .expect(202)
                                    .text("id"));
                }
                TestClient there = running.client().at(server.url());
                int before = processed(there, running.id());
                while (processed(there, running.id()) < before + 500 && !isOver(there, running.id())) {
                    Thread.sleep(10);
                }
                server.kill();
            }
        }
        return Objects.requireNonNull(running);
    }

    private static String rows() {
        StringBuilder csv = new StringBuilder("email,first_name\n");
        for (int i = 0; i < ROWS; i++) {
            String email = i % 100 == 50
                    ? "nonsense"
                    : "p%d@firm%d.com".formatted(i % 3 == 2 ? i - 1 : i, i % 3 == 2 ? (i - 1) % 70 : i % 70);
            csv.append(email).append(",Number ").append(i).append('\n');
        }
        return csv.toString();
    }

    private static int processed(TestClient client, String id) {
        return client.get("/api/v1/imports/" + id + "/")
                .expect(200)
                .json()
                .get("processed_rows")
                .intValue();
    }

    private static boolean isOver(TestClient client, String id) {
        return !client.get("/api/v1/imports/" + id + "/")
                .json()
                .get("finished_at")
                .isNull();
    }
}
