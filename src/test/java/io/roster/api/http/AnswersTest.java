package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AnswersTest {
    private static final String ORIGIN = "https://app.example.com";
    private static final EchoServer SERVER = new EchoServer(HttpSettings.of("127.0.0.1", 0, List.of(ORIGIN)));
    private static final EchoServer WITHOUT_CORS = new EchoServer();

    @AfterAll
    static void stop() {
        SERVER.close();
        WITHOUT_CORS.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    void everyAnswerHasARequestIdOfItsOwn() throws Exception {
        String first = header(SERVER.get("/healthz"), "X-Request-Id");
        String second = header(SERVER.get("/nothing"), "X-Request-Id");
        assertThat(first).matches("req_[0-9A-Za-z]{22}");
        assertThat(second).matches("req_[0-9A-Za-z]{22}").isNotEqualTo(first);
    }

    @Test
    void aSaneRequestIdOfTheCallersIsKept() throws Exception {
        HttpResponse<String> response =
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/nothing")).header("X-Request-Id", "my-id:1._"));
        assertThat(header(response, "X-Request-Id")).isEqualTo("my-id:1._");
        assertThat(response.body()).contains("\"request_id\":\"my-id:1._\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "<b>", "ä", "a,b"})
    void anyOtherRequestIdIsReplaced(String id) throws Exception {
        HttpResponse<String> response =
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/healthz")).header("X-Request-Id", id));
        assertThat(header(response, "X-Request-Id")).startsWith("req_");
    }

    @Test
    void aDefectIs500AndSaysNothingOfItself() throws Exception {
        HttpResponse<String> response = SERVER.get("/defect");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("\"code\":\"Internal\"").doesNotContain("must not be told");
        assertThat(SERVER.get("/deep").statusCode()).isEqualTo(500);
    }

    @Test
    void anAbsentStoreIs503WithTheTimeToComeAgainRoundedUp() throws Exception {
        HttpResponse<String> response = SERVER.get("/away");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(header(response, "Retry-After")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, true",
        "'br, gzip;q=0.5', true",
        "*, true",
        "'*;q=0, gzip', true",
        "x-gzip, true",
        "'gzip;q=0, *', false",
        "gzip; q=0.000, false",
        "identity, false",
        "br, false"
    })
    void gzipIsSentToThoseWhoTakeIt(String accepted, boolean zipped) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(SERVER.uri("/large"))
                .header("Accept-Encoding", accepted)
                .build();
        HttpResponse<byte[]> response = SERVER.client.send(request, BodyHandlers.ofByteArray());
        assertThat(header(response, "Vary")).contains("Accept-Encoding");
        assertThat(header(response, "Content-Encoding")).isEqualTo(zipped ? "gzip" : "none");
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(response.body().length));
        byte[] body = zipped
                ? new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes()
                : response.body();
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("x".repeat(5000));
    }

    @Test
    void aSmallAnswerIsNotZipped() throws Exception {
        HttpResponse<String> response =
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/healthz")).header("Accept-Encoding", "gzip"));
        assertThat(response.body()).isEqualTo("{\"said\":\"ok\"}");
        assertThat(header(response, "Content-Encoding")).isEqualTo("none");
    }

    @Test
    void anAnswerWithoutABodyHasNoneAndTheConnectionStaysUsable() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            assertThat(connection
                            .send(RawConnection.head("GET", "/empty", ""))
                            .answer()
                            .status())
                    .isEqualTo(204);
            var unchanged =
                    connection.send(RawConnection.head("GET", "/unchanged", "")).answer();
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.headers()).containsEntry("etag", "\"a\"");
            assertThat(connection
                            .send(RawConnection.head("GET", "/healthz", ""))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aHeadRequestGetsTheLengthAndNoBody() throws Exception {
        HttpResponse<String> response =
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/healthz")).method("HEAD", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("13");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aHeadersValueCannotBreakOutOfItsLine() throws Exception {
        HttpResponse<String> response = SERVER.get("/split");
        assertThat(header(response, "Roster-Warnings")).isEqualTo("a??X-Evil: 1 ?");
        assertThat(header(response, "X-Evil")).isEqualTo("none");
    }

    @Test
    void aPreflightIsAnsweredWithTheMethodsOfThePath() throws Exception {
        HttpResponse<String> response = preflight(SERVER, "/api/v1/contacts/x/", ORIGIN);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(header(response, "Access-Control-Allow-Methods")).isEqualTo("DELETE, GET, PATCH");
        assertThat(header(response, "Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @Test
    void aPreflightFromAnywhereElseIsNot() throws Exception {
        assertThat(preflight(SERVER, "/api/v1/contacts/", "https://evil.example")
                        .statusCode())
                .isEqualTo(405);
        assertThat(preflight(SERVER, "/api/v1/nothing/", ORIGIN).statusCode()).isEqualTo(404);
        HttpResponse<String> off = preflight(WITHOUT_CORS, "/api/v1/contacts/", ORIGIN);
        assertThat(off.statusCode()).isEqualTo(405);
        assertThat(header(off, "Access-Control-Allow-Origin")).isEqualTo("none");
        assertThat(header(off, "Vary")).isEqualTo("none");
    }

    private static HttpResponse<String> preflight(EchoServer server, String path, String origin) throws Exception {
        return server.send(HttpRequest.newBuilder(server.uri(path))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }

    @Test
    void theAnswerAndTheErrorAreShownToTheAllowedOriginOnly() throws Exception {
        for (String path : List.of("/healthz", "/v1/contacts", "/defect")) {
            HttpResponse<String> response =
                    SERVER.send(HttpRequest.newBuilder(SERVER.uri(path)).header("Origin", ORIGIN));
            assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
            assertThat(header(response, "Access-Control-Expose-Headers")).contains("X-Request-Id");
            HttpResponse<String> other =
                    SERVER.send(HttpRequest.newBuilder(SERVER.uri(path)).header("Origin", "null"));
            assertThat(header(other, "Access-Control-Allow-Origin")).isEqualTo("none");
            assertThat(header(other, "Vary")).isEqualTo("Origin");
        }
    }

    @Test
    void theLogHasOneLineARequestWithoutItsQueryItsPathOrItsBody() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("roster.http");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>(); // other tests' servers write to it as well
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            String id =
                    header(SERVER.get("/api/v1/contacts/secret@example.com?email=secret2@example.com"), "X-Request-Id");
            ILoggingEvent line = lineOf(lines, id);
            String pairs =
                    line.getKeyValuePairs().stream().map(Object::toString).collect(Collectors.joining(" "));
            assertThat(pairs)
                    .contains(
                            "request_id=\"" + id, "method=\"GET\"", "route=\"/api/v1/contacts/{id}\"", "status=\"200\"")
                    .contains("duration_ms=", "key_id=\"key_", "workspace_id=\"" + EchoServer.workspaceId())
                    .doesNotContain("secret", EchoServer.WRITER);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
    }

    /** The line is written after the answer is sent, so it may come a moment later than that. */
    private static ILoggingEvent lineOf(ListAppender<ILoggingEvent> lines, String id) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            for (ILoggingEvent line : lines.list) {
                if (line.getKeyValuePairs() != null
                        && line.getKeyValuePairs().toString().contains(id)) {
                    return line;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no line for " + id);
    }
}
