package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Readiness;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SystemApiTest {
    @Test
    void aServerThatCanWorkIsHealthyAndReady() {
        try (TestDatabase store = TestPostgres.database();
                TestServer server = new TestServer(store.address())) {
            assertThat(server.call("GET", "/healthz", null, null).response().body())
                    .isEqualTo("{\"status\":\"ok\"}");
            var ready = server.call("GET", "/readyz", null, null);
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.response().body())
                    .isEqualTo("{\"status\":\"ready\",\"checks\":{\"database\":\"ok\",\"migrations\":\"ok\"}}");
        }
    }

    @Test
    void aDatabaseThatWentAwayIsNamedAndTheProcessStillLives() {
        try (TestDatabase store = TestPostgres.database();
                TestServer server = new TestServer(store.address())) {
            server.database.close();
            var ready = server.call("GET", "/readyz", null, null);
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.response().body())
                    .isEqualTo("{\"status\":\"unavailable\",\"checks\":{\"database\":\"failed\"}}");
            assertThat(server.call("GET", "/healthz", null, null).status()).isEqualTo(200);
        }
    }

    @Test
    void aSchemaThatIsNotTheProgramsIsNamed() {
        try (TestDatabase store = TestPostgres.database();
                TestServer server = new TestServer(store.address())) {
            for (String change : new String[] {"truncate flyway_schema_history", "drop table flyway_schema_history"}) {
                server.database.write(tx -> tx.sql(change).update());
                var ready = server.call("GET", "/readyz", null, null);
                assertThat(ready.status()).as(change).isEqualTo(503);
                assertThat(ready.response().body())
                        .isEqualTo(
                                "{\"status\":\"unavailable\",\"checks\":{\"database\":\"ok\",\"migrations\":\"failed\"}}");
            }
        }
    }

    @Test
    void aDatabaseThatHangsIsNotWaitedFor() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Database database = new Database(
                        new DatabaseAddress(
                                "jdbc:postgresql://127.0.0.1:%d/x".formatted(silent.getLocalPort()), "x", ""),
                        2)) {
            Readiness readiness = new Readiness(database, "1");
            long start = System.nanoTime();
            assertThat(readiness.checks()).isEqualTo(Map.of("database", false));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }
}
