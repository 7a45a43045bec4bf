package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.DatabaseAddress;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.PostgresSettings;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestProxy;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OverloadTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    @Test
    void twoThousandSlowSocketsHoldNobodyUp() throws Exception {
        try (TestRoster roster = TestRoster.start();
                SlowSockets slow = new SlowSockets(roster.url(), 2_000)) {
            TestClient client = roster.workspace();
            for (int i = 0; i < 20; i++) {
                long begun = System.nanoTime();
                client.get(CONTACTS).expect(200);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
            }
            assertThat(slow.sockets).hasSize(2_000);
        }
    }

    private static final class SlowSockets implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        SlowSockets(URI url, int number) throws IOException {
            for (int i = 0; i < number; i++) {
                sockets.add(halfARequest(url, i));
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Some stop within the first line, some within the headers, some within the body. */
    private static Socket halfARequest(URI url, int number) throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        String part = switch (number % 3) {
            case 0 -> "POST /api/v1/con";
            case 1 -> "POST /api/v1/contacts/ HTTP/1.1\r\nHost: a\r\nAuthor";
            default ->
                "POST /api/v1/contacts/ HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 100\r\n\r\n{\"ema";
        };
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aDatabaseThatIsStoppedIsAnswered503WithinFiveSecondsAndFoundAgainWhenItIsBack(@TempDir Path home)
            throws Exception {
        TestPostgres.lendPrograms(home);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, PostgresSettings.throwaway());
        try (TestProxy proxy = new TestProxy(port(postgres))) {
            try (TestRoster roster = TestRoster.on(through(proxy, postgres), Map.of())) {
                TestClient client = roster.workspace();
                client.get(CONTACTS).expect(200);
                postgres.close();
                proxy.target(1); // where nothing listens
                proxy.cut();
                expectUnavailable(client.get(CONTACTS));
                expectUnavailable(client.with("Idempotency-Key", "k").post(CONTACTS, body()));
                expectUnavailableInTime(() -> client.get(CONTACTS));
                assertThat(roster.anyone().get("/readyz").status()).isEqualTo(503);
                roster.anyone().get("/healthz").expect(200);
                postgres = EmbeddedPostgres.start(home, PostgresSettings.throwaway());
                proxy.target(port(postgres));
                awaitRecovery(client);
                client.with("Idempotency-Key", "k").post(CONTACTS, body()).expect(201);
            }
        } finally {
            postgres.close();
        }
    }

    @Test
    void aPoolThatIsExhaustedIsAnswered503WithinFiveSecondsAndFreesItself() throws Exception {
        try (TestRoster roster = TestRoster.start();
                Connection blocker =
                        DriverManager.getConnection(roster.database().url());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            TestClient client = roster.workspace();
            client.get(CONTACTS).expect(200);
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("lock table contact in access exclusive mode");
            List<Future<Answer>> stuck = new ArrayList<>();
            for (int i = 0; i < Roster.TURNS; i++) {
                stuck.add(threads.submit(() -> client.get(CONTACTS)));
            }
            Thread.sleep(500);
            expectUnavailableInTime(() -> client.get(CONTACTS));
            blocker.rollback();
            for (Future<Answer> one : stuck) {
                one.get().expect(200);
            }
            client.get(CONTACTS).expect(200);
        }
    }

    private static Map<String, String> body() {
        return Map.of("email", "a@acme.com");
    }

    private static void expectUnavailableInTime(Supplier<Answer> request) {
        long begun = System.nanoTime();
        Answer answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        expectUnavailable(answer);
    }

    private static void expectUnavailable(Answer answer) {
        assertThat(answer.expect(503).text("/error/code")).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    private static void awaitRecovery(TestClient client) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (client.get(CONTACTS).status() != 200) {
            assertThat(System.nanoTime()).as("recovered by itself").isLessThan(until);
            Thread.sleep(100);
        }
    }

    private static TestDatabase through(TestProxy proxy, EmbeddedPostgres postgres) {
        return TestDatabase.at(new DatabaseAddress(
                postgres.address().jdbcUrl().replace(":" + port(postgres) + "/", ":" + proxy.port() + "/"),
                postgres.address().user(),
                postgres.address().password()));
    }

    private static int port(EmbeddedPostgres postgres) {
        return URI.create(postgres.address().jdbcUrl().replaceFirst("^jdbc:", ""))
                .getPort();
    }
}
