package io.roster.api.http;

import static io.roster.api.http.EchoServer.ADMIN;
import static io.roster.api.http.EchoServer.READER;
import static io.roster.api.http.EchoServer.WRITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final EchoServer SERVER = new EchoServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Basic abc", "Bearer", "Bearer ", "Bearer a b", "Bearer\u00a0x", "Token x", "bearertoken"})
    void credentialsThatAreMissingOrMalformedAre401(String header) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(SERVER.uri("/api/v1/contacts/unknown"));
        HttpResponse<String> response =
                SERVER.send(header.isEmpty() ? request : request.header("Authorization", header));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(response.body()).contains("Missing or invalid Authorization header", "\"dialect\":\"nimbus\"");
    }

    @Test
    void theSchemeIsReadWithoutRegardToCase() throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(SERVER.uri("/v1/contacts")).header("Authorization", "bEARER " + READER);
        assertThat(SERVER.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownTokenIs401WithTheChallenge() throws Exception {
        HttpResponse<String> response = SERVER.send(SERVER.request("/v1/contacts", "unknown"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(response.body()).contains("Invalid API key");
    }

    @Test
    void aMissingScopeIs403AndNamed() throws Exception {
        HttpResponse<String> response =
                SERVER.send(SERVER.request("/api/v1/contacts", READER).POST(BodyPublishers.ofString("not even json")));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("contacts:write");
    }

    @Test
    void aWriteScopeIncludesReading() throws Exception {
        assertThat(SERVER.send(SERVER.request("/api/v1/contacts", WRITER)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theOperatorsKeyAndAWorkspacesKeyOpenOnlyTheirOwn() throws Exception {
        assertThat(SERVER.send(SERVER.request("/api/v1/admin/workspaces/", ADMIN))
                        .statusCode())
                .isEqualTo(200);
        assertThat(SERVER.send(SERVER.request("/api/v1/admin/workspaces/", WRITER))
                        .statusCode())
                .isEqualTo(403);
        assertThat(SERVER.send(SERVER.request("/api/v1/contacts/", ADMIN)).statusCode())
                .isEqualTo(403);
        assertThat(SERVER.send(HttpRequest.newBuilder(SERVER.uri("/api/v1/admin/workspaces")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anotherWorkspacesHeaderIs403AndTheOwnOneIsFine() throws Exception {
        assertThat(SERVER.send(SERVER.request("/v1/contacts", READER)
                                .header("X-Workspace-Id", EchoServer.workspaceId()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(SERVER.send(SERVER.request("/v1/contacts", READER).header("X-Workspace-Id", "ws_other"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theScopeIsCheckedBeforeTheWorkspaceAndBothBeforeTheBody() throws Exception {
        HttpResponse<String> response = SERVER.send(SERVER.request("/api/v1/contacts", READER)
                .header("X-Workspace-Id", "ws_other")
                .POST(BodyPublishers.ofString("{")));
        assertThat(response.body()).contains("contacts:write");
        response = SERVER.send(SERVER.request("/api/v1/contacts", WRITER)
                .header("X-Workspace-Id", "ws_other")
                .POST(BodyPublishers.ofString("{")));
        assertThat(response.body()).contains("X-Workspace-Id");
    }

    @Test
    void aRouteWithoutAScopeHasNoCaller() throws Exception {
        assertThat(SERVER.get("/caller").statusCode()).isEqualTo(500);
    }
}
