package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers on one database. */
@Timeout(180)
class ImportServersTest {
    private static final int IMPORTS = 4; // twice as many as one server does at a time
    private static final int ROWS = 6_000;

    @Test
    void serversTakeDifferentImportsAtTheSameTime() throws Exception {
        try (TestDatabase database = TestPostgres.database();
                TestRoster one = TestRoster.on(database, Map.of());
                TestRoster other = TestRoster.on(database, Map.of())) {
            TestClient client = one.workspace();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < IMPORTS; i++) {
                ids.add(Form.file(rows(i))
                        .post(client, "/api/v1/imports/")
                        .expect(202)
                        .text("id"));
            }
            TestClient there = client.at(other.url());
            boolean together = false;
            while (!together && ids.stream().noneMatch(id -> status(there, id).equals("completed"))) {
                together = ids.stream().allMatch(id -> status(there, id).equals("running"));
                Thread.sleep(10);
            }
            assertThat(together).as("all are worked at at one time").isTrue();
            for (String id : ids) {
                Form.assertCounts(Form.end(there, id), ROWS, 0, 0, 0, 0);
                assertThat(Uploaded.actors(database, id)).isEqualTo(ROWS);
            }
        }
    }

    private static String status(TestClient client, String id) {
        return client.get("/api/v1/imports/" + id + "/").expect(200).text("status");
    }

    private static String rows(int file) {
        StringBuilder csv = new StringBuilder("email\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append("f")
                    .append(file)
                    .append('-')
                    .append(i)
                    .append("@firm")
                    .append(i % 20)
                    .append(".com\n");
        }
        return csv.toString();
    }
}
