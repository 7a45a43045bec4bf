package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableStatisticsTest {
    /** PostgreSQL, which is kept from coming to it by itself, notes when it was told to. */
    @Test
    void aServerHasATableAnalyzedThatHasGrown() throws Exception {
        try (TestRoster roster = TestRoster.start();
                Connection connection =
                        DriverManager.getConnection(roster.database().url())) {
            leaveAlone(connection);
            assertThat(isAnalyzed(connection)).isFalse();
            TestClient workspace = roster.workspace();
            for (int i = 0; i < 3; i++) {
                workspace
                        .post("/api/v1/contacts/bulk/", Map.of("contacts", contacts(i)))
                        .expect(200);
            }
            long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!isAnalyzed(connection)) {
                assertThat(System.nanoTime()).isLessThan(until);
                Thread.sleep(100);
            }
        }
    }

    private static List<Map<String, String>> contacts(int batch) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> Map.of("email", "p" + batch + "." + i + "@acme.com"))
                .toList();
    }

    private static void leaveAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table contact set (autovacuum_enabled = false)");
        }
    }

    private static boolean isAnalyzed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select last_analyze is not null from pg_stat_user_tables where relname = 'contact'")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
