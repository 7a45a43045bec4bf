package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Failure;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    private static final EchoServer SERVER = new EchoServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/contacts, list",
        "/api/v1/contacts/, list",
        "/api/v1/contacts/cont_1, one cont_1",
        "/api/v1/contacts/cont_1/, one cont_1",
        "/api/v1/contacts/a%2Fb%20c%C3%BC, one a/b cü",
        "/api/v1/c%6Fntacts/x+y, one x+y",
        "/api/v1/contacts/..;v=1, one ..;v=1",
        "/api/v1/contacts/bulk/events/e, bulk e",
        "/healthz/, ok"
    })
    void aPathLeadsToItsRouteWithItsSegmentsDecoded(String path, String said) throws Exception {
        HttpResponse<String> response = SERVER.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"said\":\"%s\"}", said);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nothing, nimbus",
        "/api/v1, nimbus",
        "/api/v1/contacts//, nimbus",
        "/api/v1//contacts, nimbus",
        "/api/v1/contacts/a/b, nimbus",
        "/api/v1/contacts/%00, nimbus",
        "/v1/nothing, nodestash",
        "/v1/contacts/../contacts, nodestash",
        "/v1, nodestash",
        "/v1x, rest",
        "/, rest",
        "//healthz, rest",
        "/nothing, rest"
    })
    void anUnknownPathIs404InTheShapeOfItsDialectWithoutAuthentication(String path, String dialect) throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            var answer = connection
                    .send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("\"dialect\":\"" + dialect + "\"", "\"code\":\"NotFound\"");
            assertThat(answer.headers())
                    .containsEntry("content-type", "application/json")
                    .containsKey("x-request-id");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/contacts, 'GET, POST', nimbus",
        "GET, /api/v1/contacts/bulk, POST, nimbus",
        "POST, /api/v1/contacts/x/, 'DELETE, GET, PATCH', nimbus",
        "BREW, /v1/contacts, GET, nodestash",
        "OPTIONS, /v1/contacts, GET, nodestash",
        "HEAD, /v1/contacts, GET, nodestash",
        "POST, /healthz, 'GET, HEAD', rest"
    })
    void aWrongMethodIs405WithTheMethodsThatThePathTakes(String method, String path, String allowed, String dialect)
            throws Exception {
        HttpResponse<String> response =
                SERVER.send(SERVER.request(path, "nobody").method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
        if (!method.equals("HEAD")) {
            assertThat(response.body()).contains("\"dialect\":\"" + dialect + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%C0%80", "%ff", "%ED%A0%80", "é", "%２０"})
    void aMalformedPathIs400(String segment) throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            connection.send(("GET /api/v1/contacts/" + segment + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            var answer = connection.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"dialect\":\"nimbus\"", "The path is not valid");
            assertThat(connection
                            .send(RawConnection.head("GET", "/healthz", ""))
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aWholeUriIsTakenForItsPath() throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            connection.send(RawConnection.head("GET", "http://example.com/healthz", ""));
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&b=2&a=3, '{a=[1, 3], b=[2]}'",
        "a, '{a=[]}'",
        "&&a=%2B+x&, '{a=[+ x]}'",
        "x%5By%5D=%C3%BC%26, '{x[y]=[ü&]}'",
        "a=b=c?d, '{a=[b=c?d]}'"
    })
    void theQueryIsDecodedInOrder(String query, String said) throws Exception {
        HttpResponse<String> response = SERVER.get("/v1/contacts?" + query);
        assertThat(response.body()).isEqualTo("{\"said\":\"%s\"}", said);
    }

    @ParameterizedTest
    @CsvSource({
        "ok=1&name=%zz, name",
        "name=%, name",
        "name=%C0%80, name",
        "name=a%00b, name",
        "name=%ED%A0%80, name",
        "na%ffme=1, ",
        "na%00me=1, "
    })
    void aMalformedQueryIs400WithTheParametersName(String query, String name) throws Exception {
        try (RawConnection connection = SERVER.raw()) {
            var answer = connection
                    .send(RawConnection.head("GET", "/v1/contacts?" + query, ""))
                    .answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":" + (name == null ? "null" : "\"" + name + "\""));
        }
    }

    @Test
    void aTableThatNamesARouteTwiceIsADefect() {
        Dialect twice = new Dialect() {
            @Override
            public String basePath() {
                return "";
            }

            @Override
            public List<Route> routes() {
                return List.of(
                        Route.open("GET", "/a/{b}", call -> Reply.empty(204)),
                        Route.open("GET", "/a/{c}", call -> Reply.empty(204)));
            }

            @Override
            public Reply failure(Failure failure, String requestId) {
                return Reply.empty(500);
            }
        };
        assertThatThrownBy(() -> new Router(List.of(twice)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GET /a/{c}");
    }
}
