package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.api.operator.TestServer.Answer;
import io.roster.id.IdKind;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorRefusalsTest {
    private static final String WORKSPACES = "/api/v1/admin/workspaces/";

    private static TestDatabase store;
    private static TestServer server;

    @BeforeAll
    static void start() {
        store = TestPostgres.database();
        server = new TestServer(store.address());
    }

    @AfterAll
    static void stop() {
        server.close();
        store.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            accounts   | {}                                                | name
            accounts   | {"name":null}                                     | name
            accounts   | {"name":""}                                       | name
            accounts   | {"name":" \\t "}                                  | name
            accounts   | {"name":5}                                        | name
            accounts   | {"name":"A","agency_mode":"yes"}                  | agency_mode
            accounts   | {"name":"A","agency_mode":1}                      | agency_mode
            accounts   | {"name":"A","owner":"B"}                          | owner
            workspaces | {}                                                | name
            workspaces | {"name":"A","account_id":5}                       | account_id
            workspaces | {"name":"A","agency_mode":true}                   | agency_mode
            keys       | {"scopes":["*"]}                                  | name
            keys       | {"name":"A"}                                      | scopes
            keys       | {"name":"A","scopes":null}                        | scopes
            keys       | {"name":"A","scopes":[]}                          | scopes
            keys       | {"name":"A","scopes":"*"}                         | scopes
            keys       | {"name":"A","scopes":["*",5]}                     | scopes[1]
            keys       | {"name":"A","scopes":["*","contacts:all"]}        | scopes[1]
            keys       | {"name":"A","scopes":["contacts:read",""]}        | scopes[1]
            keys       | {"name":"A","scopes":["*"],"rate_limit":"fast"}   | rate_limit
            keys       | {"name":"A","scopes":["*"],"rate_limit":100}      | rate_limit
            keys       | {"name":"A","scopes":["*"],"rate_limit":"0/s"}    | rate_limit
            keys       | {"name":"A","scopes":["*"],"expires_at":"never"}  | expires_at
            """)
    void aBadBodyIsRefusedByTheNameOfItsField(String resource, String body, String field) {
        String path = resource.equals("keys") ? keysOfANewWorkspace() : "/api/v1/admin/" + resource + "/";
        Answer refused = server.operator("POST", path, body);
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(400);
        assertThat(refused.text("/error/field")).isEqualTo(field);
    }

    @Test
    void aNameHasAtMost255Characters() {
        String smile = "\uD83D\uDE00";
        String longest = smile.repeat(255);
        Answer made = server.operator("POST", WORKSPACES, "{\"name\":\" %s \"}".formatted(longest));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/name")).isEqualTo(longest);
        Answer refused = server.operator("POST", WORKSPACES, "{\"name\":\"%s\"}".formatted(longest + smile));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/field")).isEqualTo("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{} {}", "{\"name\":\"A\",\"name\":\"B\"}", "{\"name\":\"\\u0000\"}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(server.operator("POST", WORKSPACES, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "page_size=0, page_size",
        "page_size=501, page_size",
        "page_size=-1, page_size",
        "page_size=ten, page_size",
        "page_size=, page_size",
        "page_size=99999999999, page_size",
        "page_size=1&page_size=2, page_size",
        "cursor=, cursor",
        "cursor=nonsense, cursor",
        "cursor=key_0, cursor",
        "sort=name, sort"
    })
    void aBadQueryParameterIsRefusedByItsName(String query, String field) {
        for (String path : List.of(WORKSPACES, keysOfANewWorkspace())) {
            Answer refused = server.operator("GET", path + "?" + query, null);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/field")).isEqualTo(field);
        }
    }

    @Test
    void parametersWhereNoneAreKnownAreRefused() {
        String keys = keysOfANewWorkspace();
        assertThat(server.operator("POST", WORKSPACES + "?dry_run=true", "{\"name\":\"A\"}")
                        .text("/error/field"))
                .isEqualTo("dry_run");
        assertThat(server.operator("DELETE", keys + "key_1/?force=1", null).text("/error/field"))
                .isEqualTo("force");
    }

    @Test
    void whatIsNotThereIsNotFoundHoweverItsIdIsSpelled() {
        String keys = keysOfANewWorkspace();
        String key = server.operator("POST", keys, "{\"name\":\"k\",\"scopes\":[\"*\"]}")
                .text("/id");
        UUID nowhere = new UUID(0x7000, 0x8000_0000_0000_0000L);
        for (String id : List.of(IdKind.WORKSPACE.format(nowhere), "ws_", "ws_1", "1", key, "%00", "ws_%2e%2e", "é")) {
            String path = WORKSPACES + id.replace("é", "%C3%A9");
            assertThat(server.operator("GET", path, null).status()).as(id).isEqualTo(404);
            assertThat(server.operator("GET", path + "/api-keys/", null).status())
                    .as(id)
                    .isEqualTo(404);
            assertThat(server.operator("POST", path + "/api-keys/", "{\"name\":\"k\",\"scopes\":[\"*\"]}")
                            .status())
                    .as(id)
                    .isEqualTo(404);
            assertThat(server.operator("DELETE", path + "/api-keys/" + key, null)
                            .status())
                    .as(id)
                    .isEqualTo(404);
        }
        for (String id : List.of(IdKind.API_KEY.format(nowhere), "key_", "key_zzzzzzzzzzzzzzzzzzzzzz", "x")) {
            assertThat(server.operator("DELETE", keys + id, null).status())
                    .as(id)
                    .isEqualTo(404);
        }
        for (String id : List.of(IdKind.ACCOUNT.format(nowhere), "acct_1", "", key)) {
            String body = "{\"name\":\"A\",\"account_id\":\"%s\"}".formatted(id);
            assertThat(server.operator("POST", WORKSPACES, body).status())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void aKeyOfAnotherWorkspaceIsNotThere() {
        String mine = keysOfANewWorkspace();
        String theirs = keysOfANewWorkspace();
        Answer key = server.operator("POST", mine, "{\"name\":\"k\",\"scopes\":[\"contacts:read\"]}");
        assertThat(server.operator("DELETE", theirs + key.text("/id"), null).status())
                .isEqualTo(404);
        assertThat(server.operator("GET", theirs, null).body().at("/data").size())
                .isZero();
        assertThat(server.call("GET", "/api/v1/whoami", "Bearer " + key.text("/key"), null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyTheAdminKeyOpensTheOperatorsEndpointsAndNothingElse() {
        String keys = keysOfANewWorkspace();
        String key = server.operator("POST", keys, "{\"name\":\"k\",\"scopes\":[\"*\",\"admin:gdpr\"]}")
                .text("/key");
        List<List<String>> endpoints = List.of(
                List.of("POST", "/api/v1/admin/accounts/"),
                List.of("POST", WORKSPACES),
                List.of("GET", WORKSPACES),
                List.of("GET", keys.replace("/api-keys/", "/")),
                List.of("POST", keys),
                List.of("GET", keys),
                List.of("DELETE", keys + "key_1/"));
        for (List<String> endpoint : endpoints) {
            String method = endpoint.getFirst();
            String path = endpoint.getLast();
            assertThat(server.call(method, path, "Bearer " + key, null).status())
                    .isEqualTo(403);
            for (String wrong : List.of("Bearer nonsense", "Bearer " + key + "x", "Basic YTpi", "Bearer", "Bearer ")) {
                Answer refused = server.call(method, path, wrong, null);
                assertThat(refused.status()).as(wrong).isEqualTo(401);
            }
            assertThat(server.call(method, path, null, null).status()).isEqualTo(401);
        }
        assertThat(server.operator("GET", "/api/v1/whoami", null).status()).isEqualTo(403);
    }

    private static String keysOfANewWorkspace() {
        return WORKSPACES
                + server.operator("POST", WORKSPACES, "{\"name\":\"W\"}").text("/id") + "/api-keys/";
    }
}
