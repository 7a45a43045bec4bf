package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private static final EchoServer SERVER = new EchoServer();
    private static final int LIMIT = 8 * 1024 * 1024;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static HttpRequest.Builder posting(String type, byte[] body) {
        return SERVER.request("/api/v1/contacts", EchoServer.WRITER)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static HttpRequest.Builder chunked(String path, byte[] body) {
        return SERVER.request(path, EchoServer.WRITER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private static byte[] ofSize(int size) {
        return ("{\"a\":\"" + "x".repeat(size - 8) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aBodyComesBackAsItWas() throws Exception {
        String body = "{\"a\":[1,-5,9007199254740993,1.50,1E+2,true,null,\"\\u00fc 😀\"],\"😀\":1,\"b\":{}}";
        HttpResponse<String> response = SERVER.post("/api/v1/contacts", body);
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo(body.replace("\\u00fc", "ü"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""})
    void jsonIsTaken(String type) throws Exception {
        assertThat(SERVER.send(posting(type, ofSize(20))).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json; charset=utf-16",
                "application/json; charset=latin1",
                "application/xml",
                "application/merge-patch+json",
                "application/json, text/plain",
                "json"
            })
    void anyOtherContentTypeIs415(String type) throws Exception {
        assertThat(SERVER.send(posting(type, ofSize(20))).statusCode()).isEqualTo(415);
    }

    @Test
    void aBodyWithoutAContentTypeIs415() throws Exception {
        HttpRequest.Builder request =
                SERVER.request("/api/v1/contacts", EchoServer.WRITER).POST(BodyPublishers.ofString("{}"));
        assertThat(SERVER.send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void aMergePatchIsTakenForAPatch() throws Exception {
        HttpRequest.Builder request = SERVER.request("/api/v1/contacts/x", EchoServer.WRITER)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{}"));
        assertThat(SERVER.send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"gzip, 415", "br, 415", "identity, 201"})
    void aContentEncodingIs415(String coding, int status) throws Exception {
        HttpResponse<String> response =
                SERVER.send(posting("application/json", ofSize(20)).header("Content-Encoding", coding));
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void aBodyOfTheLimitIsTakenAndOneByteMoreIs413() throws Exception {
        assertThat(SERVER.send(posting("application/json", ofSize(LIMIT))).statusCode())
                .isEqualTo(201);
        HttpResponse<String> refused = SERVER.send(posting("application/json", ofSize(LIMIT + 1)));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"dialect\":\"nimbus\"", "PayloadTooLarge");
    }

    @Test
    void theLimitHoldsForChunksToo() throws Exception {
        assertThat(SERVER.send(chunked("/api/v1/contacts", ofSize(LIMIT))).statusCode())
                .isEqualTo(201);
        assertThat(SERVER.send(chunked("/api/v1/contacts", ofSize(LIMIT + 1))).statusCode())
                .isEqualTo(413);
        assertThat(SERVER.send(chunked("/api/v1/contacts", ofSize(LIMIT * 2))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void aBodyThatIsNeededAndMissingIs400() throws Exception {
        HttpResponse<String> response = SERVER.post("/api/v1/contacts", "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("A JSON body is required");
        assertThat(SERVER.send(chunked("/api/v1/contacts", new byte[0])).body()).contains("A JSON body is required");
        assertThat(SERVER.post("/api/v1/contacts", " \n ").body()).contains("A JSON body is required");
    }

    @Test
    void aBodyThatIsOptionalMayBeMissing() throws Exception {
        HttpResponse<String> response = SERVER.send(
                SERVER.request("/api/v1/contacts/x", EchoServer.WRITER).DELETE());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{}");
    }

    static Stream<Arguments> wrongBodies() {
        return Stream.of(
                Arguments.of("[]", null, "must be a JSON object"),
                Arguments.of("null", null, "must be a JSON object"),
                Arguments.of("{", null, "not valid JSON (line 1"),
                Arguments.of("{} {}", null, "goes on after"),
                Arguments.of("{}x", null, "not valid JSON"),
                Arguments.of("{\"a\":1,\"a\":2}", "a", "twice"),
                Arguments.of("{\"c\":[{},{\"x\":{\"y\":1,\"y\":1}}]}", "c[1].x.y", "twice"),
                Arguments.of("{\"c\":[0,{\"x\":\"a\\u0000b\"}]}", "c[1].x", "NUL"),
                Arguments.of("{\"c\":{\"a\\u0000\":1}}", "c", "NUL"),
                Arguments.of("{\"a\\u0000\":1}", null, "NUL"),
                Arguments.of("{\"a\":\"\\ud800\"}", "a", "surrogate"),
                Arguments.of("{\"a\":\"\\udc00\\ud800\"}", "a", "surrogate"),
                Arguments.of("{\"\\ud800\":1}", null, "not valid JSON"),
                Arguments.of("{\"a\":1e999}", "a", "out of range"),
                Arguments.of("{\"a\":-1e1000000000}", "a", "out of range"),
                Arguments.of("{\"a\":1e-1000000000}", "a", "out of range"),
                Arguments.of("{\"a\":[9223372036854775808]}", "a[0]", "out of range"),
                Arguments.of("{\"a\":" + "9".repeat(2000) + "}", null, "too long"),
                Arguments.of("{\"a\":NaN}", null, "not valid JSON"),
                Arguments.of("{\"a\":01}", null, "not valid JSON"),
                Arguments.of("{'a':1}", null, "not valid JSON"),
                Arguments.of("{\"a\":1,}", null, "not valid JSON"),
                Arguments.of("{/**/}", null, "not valid JSON"),
                Arguments.of("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}", null, "64 levels"),
                Arguments.of("\uFEFF{}", null, "byte order mark"));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void aWrongBodyIs400AndThePlaceIsNamed(String body, String field, String message) throws Exception {
        HttpResponse<String> response = SERVER.post("/api/v1/contacts", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(message, "\"field\":" + (field == null ? "null" : "\"" + field + "\""));
    }

    @Test
    void sixtyFourLevelsAreTaken() throws Exception {
        String body = "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}";
        assertThat(SERVER.post("/api/v1/contacts", body).body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "UTF-32LE"})
    void otherEncodingsAreNotGuessed(String charset) throws Exception {
        byte[] body = "{\"a\":\"ü\"}".getBytes(Charset.forName(charset));
        assertThat(SERVER.send(posting("application/json", body)).statusCode()).isEqualTo(400);
    }

    @Test
    void bytesThatAreNotUtf8Are400() throws Exception {
        for (int[] wrong :
                new int[][] {{0xc0, 0x80}, {0xff}, {0xed, 0xa0, 0x80}, {0xe2, 0x82}, {0xf5, 0x80, 0x80, 0x80}}) {
            StringBuilder body = new StringBuilder("{\"a\":\"");
            for (int b : wrong) {
                body.append((char) b);
            }
            byte[] bytes = body.append("\"}").toString().getBytes(StandardCharsets.ISO_8859_1);
            HttpResponse<String> response = SERVER.send(posting("application/json", bytes));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("not valid UTF-8");
        }
    }

    @Test
    void aHandlerThatNeverReadsTheBodyLeavesTheConnectionUsable() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            for (int i = 0; i < 3; i++) {
                connection.send(RawConnection.head("POST", "/api/v1/unread", "Content-Length: 100000\r\n")
                        + "x".repeat(100_000));
                assertThat(connection.answer().body()).contains("unread");
                connection.send(RawConnection.head("POST", "/api/v1/unread", "Transfer-Encoding: chunked\r\n")
                        + "5\r\nhello\r\n0\r\n\r\n");
                assertThat(connection.answer().body()).contains("unread");
                connection.send(RawConnection.head("POST", "/nothing", "Content-Length: 5\r\n") + "hello");
                assertThat(connection.answer().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void workRunsInTheTransactionThatTheServerWasGiven() throws Exception {
        int before = SERVER.transactions.get();
        assertThat(SERVER.post("/api/v1/write", "{}").statusCode()).isEqualTo(204);
        assertThat(SERVER.transactions.get()).isEqualTo(before + 1);
    }
}
