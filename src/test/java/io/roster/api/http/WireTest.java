package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.StartupFailure;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WireTest {
    private static final EchoServer SERVER = new EchoServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static EchoServer impatient() {
        Duration second = Duration.ofSeconds(1);
        return new EchoServer(HttpSettings.of("127.0.0.1", 0, List.of()).withTimeouts(second, second, second));
    }

    private static void assertAlive() throws Exception {
        assertThat(SERVER.get("/healthz").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /api/v1/contacts\r\n\r\n",
                "GET /api/v1/contacts HTTP/0.9\r\n\r\n",
                "GET /api/v1/contacts HTTP/3\r\n\r\n",
                "GET /api/v1/contacts HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /api/v1/contacts HTTP/1.1\r\n\r\n",
                "GET /api/v1/contacts HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/contacts HTTP/1.1\r\nHost: a:b\r\n\r\n",
                "POST /api/v1/contacts HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                "POST /api/v1/contacts HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /api/v1/contacts HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "POST /api/v1/contacts HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n"
            })
    void garbageIsRefusedInJsonAndTheConnectionClosed(String garbage) throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            var answer = connection.send(garbage).answer();
            assertThat(answer.status()).isIn(400, 505);
            assertThat(answer.headers()).containsEntry("content-type", "application/json");
            assertThat(answer.headers().get("x-request-id")).startsWith("req_");
            assertThat(answer.body()).contains("\"code\":\"Invalid\"");
            assertThat(connection.isAtEnd()).isTrue();
        }
        assertAlive();
    }

    @Test
    void whatIsRefusedBelowTheRoutesStillHasTheDialectsShape() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            var answer = connection
                    .send("GET /v1/contacts?x HTTP/1.0\r\nHost: x\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(505);
            assertThat(answer.body()).contains("\"dialect\":\"nodestash\"");
        }
    }

    @Test
    void aRequestLineThatIsTooLongIs414() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            var answer = connection
                    .send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(414);
        }
        assertAlive();
    }

    @Test
    void aHeaderOfAMegabyteIsRefused() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            int status = 0;
            try {
                connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + "a".repeat(1024 * 1024) + "\r\n\r\n");
                status = connection.answer().status();
            } catch (IOException e) {
                status = 400; // closed while it was still being sent
            }
            assertThat(status).isEqualTo(400);
        }
        assertAlive();
    }

    @Test
    void manyHalfRequestsDoNotKeepOthersWaiting() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawConnection connection = SERVER.raw();
            slow.add(
                    i % 2 == 0
                            ? connection.send("GET /hea")
                            : connection.send(RawConnection.head(
                                            "POST",
                                            "/api/v1/contacts",
                                            "Content-Type: application/json\r\nContent-Length: 10\r\n")
                                    + "{"));
        }
        long start = System.nanoTime();
        assertAlive();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(slow.getFirst()
                        .send("lthz HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer()
                        .status())
                .isEqualTo(200);
        for (RawConnection connection : slow) {
            connection.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /hea", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-", "body"})
    void aCallerThatStallsIsHungUpOn(String half) throws Exception {
        try (EchoServer server = impatient();
                RawConnection connection = server.raw()) {
            connection.send(
                    half.equals("body")
                            ? RawConnection.head(
                                            "POST",
                                            "/api/v1/contacts",
                                            "Content-Type: application/json\r\nContent-Length: 10\r\n")
                                    + "{"
                            : half);
            assertThat(connection.isAtEnd()).isTrue();
            assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCallerThatAsksMaySendItsBody() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            connection.send(RawConnection.head(
                    "POST",
                    "/api/v1/contacts",
                    "Content-Type: application/json\r\nContent-Length: 7\r\nExpect: 100-continue\r\n"));
            assertThat(connection.answer().status()).isEqualTo(100);
            assertThat(connection.send("{\"a\":1}").answer().body()).isEqualTo("{\"a\":1}");
            assertThat(connection
                            .send(RawConnection.head("GET", "/healthz", ""))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aCallerThatAsksIsRefusedBeforeItSendsItsBody() throws Exception {
        for (String more : List.of(
                "Content-Type: text/plain\r\nContent-Length: 7\r\n",
                "Content-Type: application/json\r\nContent-Length: 9000000\r\n")) {
            try (RawConnection connection = SERVER.raw()) {
                connection.send(RawConnection.head("POST", "/api/v1/contacts", more + "Expect: 100-continue\r\n"));
                var answer = connection.answer();
                assertThat(answer.status()).isIn(413, 415);
                assertThat(answer.headers()).containsEntry("connection", "close");
                assertThat(connection.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void requestsThatComeTogetherAreAnsweredInTurn() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append(RawConnection.head("GET", "/api/v1/contacts/" + i, ""))
                        .append(RawConnection.head(
                                "POST", "/api/v1/contacts", "Content-Type: application/json\r\nContent-Length: 2\r\n"))
                        .append("{}");
            }
            connection.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(connection.answer().body()).isEqualTo("{\"said\":\"one " + i + "\"}");
                assertThat(connection.answer().body()).isEqualTo("{}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n", "-1\r\n", "zz\r\n0\r\n\r\n", "ffffffff\r\n", "7fffffff\r\n"})
    void malformedChunksAreRefused(String chunks) throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            connection.send(RawConnection.head(
                            "POST",
                            "/api/v1/contacts",
                            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
                    + chunks);
            assertThat(connection.answer().status()).isIn(400, 413);
            assertThat(connection.isAtEnd()).isTrue();
        }
        assertAlive();
    }

    @Test
    void aConnectionThatIsAskedToCloseCloses() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            var answer = connection
                    .send(RawConnection.head("GET", "/healthz", "Connection: close\r\n"))
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    void closingFinishesARequestInFlightAndTakesNoMore() throws Exception {
        EchoServer server = new EchoServer();
        int port = server.server.port();
        CompletableFuture<HttpResponse<String>> running = server.client.sendAsync(
                server.request("/slow", EchoServer.READER).build(), HttpResponse.BodyHandlers.ofString());
        server.slowBegun.await();
        try (RawConnection idle = server.raw()) {
            idle.send(RawConnection.head("GET", "/healthz", "")).answer();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server::close);
            assertThat(idle.isAtEnd()).isTrue();
            awaitRefusal(port);
            assertThat(closing).isNotDone();
            server.slowMayEnd.countDown();
            assertThat(running.get(5, TimeUnit.SECONDS).body()).contains("slow");
            closing.get(5, TimeUnit.SECONDS);
        }
        server.close();
    }

    /** The idle connections and the port are closed one after the other. */
    private static void awaitRefusal(int port) throws InterruptedException {
        for (int attempt = 0; attempt < 500; attempt++) {
            try (RawConnection _ = new RawConnection(port)) {
                Thread.sleep(10);
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("the port is still open");
    }

    @Test
    void closingWaitsNoLongerThanItsGrace() throws Exception {
        HttpSettings usual = HttpSettings.of("127.0.0.1", 0, List.of());
        HttpSettings hasty = new HttpSettings(
                usual.host(),
                usual.port(),
                usual.corsOrigins(),
                usual.maxBody(),
                usual.maxEntity(),
                usual.maxConnections(),
                usual.headerTimeout(),
                usual.bodyTimeout(),
                usual.idleTimeout(),
                Duration.ofSeconds(1));
        try (EchoServer server = new EchoServer(hasty);
                RawConnection connection = server.raw()) {
            connection.send(RawConnection.head("GET", "/slow", ""));
            server.slowBegun.await();
            long start = System.nanoTime();
            server.server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        }
    }

    @Test
    void aBodyOfAnAbsurdLengthIs413BeforeAnyOfItIsRead() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            connection.send(RawConnection.head(
                    "POST", "/v1/contacts", "Content-Type: application/json\r\nContent-Length: 100000000000\r\n"));
            var answer = connection.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"dialect\":\"nodestash\"", "PayloadTooLarge");
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    @Test
    void aPortThatIsTakenStopsTheStartWithASentence() {
        HttpSettings same = HttpSettings.of("127.0.0.1", SERVER.server.port(), List.of());
        assertThatThrownBy(() -> new EchoServer(same))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + SERVER.server.port());
        assertThatThrownBy(() -> new EchoServer(HttpSettings.of("no.such.host.invalid", 0, List.of())))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("no such host");
    }
}
