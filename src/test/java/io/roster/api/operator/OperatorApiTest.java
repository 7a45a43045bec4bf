package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.api.operator.TestServer.Answer;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OperatorApiTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z";
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

    @Test
    void anAccountIsMade() {
        Answer made = server.operator("POST", "/api/v1/admin/accounts/", """
                {"name":"  Agency  ","agency_mode":true}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().propertyNames()).containsExactly("id", "name", "agency_mode", "created_at");
        assertThat(made.text("/id")).matches("acct_[0-9A-Za-z]{22}");
        assertThat(made.text("/name")).isEqualTo("Agency");
        assertThat(made.body().at("/agency_mode").booleanValue()).isTrue();
        assertThat(made.text("/created_at")).matches(TIME);

        Answer plain = server.operator("POST", "/api/v1/admin/accounts", "{\"name\":\"Plain\"}");
        assertThat(plain.body().at("/agency_mode").booleanValue()).isFalse();
    }

    @Test
    void aWorkspaceIsMadeInAnAccountOrWithOneOfItsOwn() {
        String account = server.operator("POST", "/api/v1/admin/accounts/", "{\"name\":\"A\"}")
                .text("/id");
        Answer within = server.operator("POST", WORKSPACES, """
                {"name":"Within","account_id":"%s"}""".formatted(account));
        assertThat(within.status()).isEqualTo(201);
        assertThat(within.body().propertyNames()).containsExactly("id", "account_id", "name", "created_at");
        assertThat(within.text("/id")).matches("ws_[0-9A-Za-z]{22}");
        assertThat(within.text("/account_id")).isEqualTo(account);

        Answer alone = server.operator("POST", WORKSPACES, "{\"name\":\"Alone\",\"account_id\":null}");
        assertThat(alone.text("/account_id")).matches("acct_[0-9A-Za-z]{22}").isNotEqualTo(account);
        assertThat(server.operator("GET", WORKSPACES + alone.text("/id") + "/", null)
                        .body())
                .isEqualTo(alone.body());
    }

    @Test
    void whatWasReadCanBeSentBack() {
        Answer made = server.operator("POST", WORKSPACES, "{\"name\":\"Again\"}");
        Answer again = server.operator("POST", WORKSPACES, made.body().toString());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/id")).isNotEqualTo(made.text("/id"));
        assertThat(again.text("/account_id")).isEqualTo(made.text("/account_id"));

        String keys = WORKSPACES + made.text("/id") + "/api-keys/";
        Answer key = server.operator("POST", keys, "{\"name\":\"k\",\"scopes\":[\"*\"],\"rate_limit\":null}");
        assertThat(server.operator("POST", keys, key.body().toString()).status())
                .isEqualTo(201);
    }

    @Test
    void aKeyIsShownOnceOpensItsWorkspaceAndIsRevokedAtOnce() {
        String keys = keysOfANewWorkspace();
        Answer made = server.operator("POST", keys, """
                {"name":"CRM sync","scopes":["contacts:write","admin:gdpr","contacts:write"],"rate_limit":"600/m"}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.response().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(made.body().propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "scopes", "prefix", "rate_limit", "created_at", "revoked_at", "key");
        assertThat(made.body().at("/scopes").toString()).isEqualTo("[\"contacts:write\",\"admin:gdpr\"]");
        String key = made.text("/key");
        assertThat(key).matches("rk_[0-9A-Za-z]{40}").startsWith(made.text("/prefix"));

        Answer listed = server.operator("GET", keys, null);
        assertThat(listed.response().body()).doesNotContain(key);
        assertThat(listed.body().at("/data/0").propertyNames()).doesNotContain("key");
        assertThat(listed.text("/data/0/rate_limit")).isEqualTo("600/m");
        assertThat(listed.body().at("/data/0/revoked_at").isNull()).isTrue();

        assertThat(server.call("GET", "/api/v1/whoami", "Bearer " + key, null).text("/key"))
                .isEqualTo("CRM sync");
        Answer revoked = server.operator("DELETE", keys + made.text("/id") + "/", null);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text("/revoked_at")).matches(TIME);
        assertThat(server.call("GET", "/api/v1/whoami", "Bearer " + key, null).status())
                .isEqualTo(401);
        Answer again = server.operator("DELETE", keys + made.text("/id"), null);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(revoked.body());
        assertThat(server.operator("GET", keys, null).body().at("/data/0")).isEqualTo(revoked.body());
    }

    @Test
    void theStarIsShownAsItWasGiven() {
        Answer made = server.operator("POST", keysOfANewWorkspace(), "{\"name\":\"all\",\"scopes\":[\"*\",\"*\"]}");
        assertThat(made.body().at("/scopes").toString()).isEqualTo("[\"*\"]");
        assertThat(made.body().at("/rate_limit").isNull()).isTrue();
    }

    @Test
    void pagesNeitherSkipNorRepeat() {
        String keys = keysOfANewWorkspace();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(server.operator("POST", keys, "{\"name\":\"k\",\"scopes\":[\"*\"]}")
                    .text("/id"));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 3; page++) {
            Answer answer = server.operator("GET", keys + "?page_size=2" + cursor, null);
            answer.body()
                    .at("/data")
                    .values()
                    .forEach(key -> read.add(key.get("id").stringValue()));
            assertThat(answer.body().at("/meta/total_count").intValue()).isEqualTo(5);
            assertThat(answer.body().at("/meta/has_more").booleanValue()).isEqualTo(page < 2);
            assertThat(answer.body().at("/meta/next_cursor").isNull()).isEqualTo(page == 2);
            cursor = page < 2 ? "&cursor=" + answer.text("/meta/next_cursor") : "";
        }
        assertThat(read).isEqualTo(made);
    }

    @Test
    void workspacesAreListedTheNewestFirst() {
        Answer made = server.operator("POST", WORKSPACES, "{\"name\":\"Newest\"}");
        Answer listed = server.operator("GET", WORKSPACES + "?page_size=1", null);
        assertThat(listed.body().at("/data").size()).isEqualTo(1);
        assertThat(listed.body().at("/data/0")).isEqualTo(made.body());
    }

    @Test
    void aKeyDoesWhatItsScopesSay() {
        String keys = keysOfANewWorkspace();
        assertThat(statusWith(keys, "contacts:read")).isEqualTo(200);
        assertThat(statusWith(keys, "contacts:write")).isEqualTo(200);
        assertThat(statusWith(keys, "*")).isEqualTo(200);
        assertThat(statusWith(keys, "companies:write")).isEqualTo(403);
        assertThat(statusWith(keys, "admin:gdpr")).isEqualTo(403);
    }

    private static int statusWith(String keys, String scope) {
        Answer made = server.operator("POST", keys, "{\"name\":\"k\",\"scopes\":[\"%s\"]}".formatted(scope));
        return server.call("GET", "/api/v1/whoami", "Bearer " + made.text("/key"), null)
                .status();
    }

    private static String keysOfANewWorkspace() {
        return WORKSPACES
                + server.operator("POST", WORKSPACES, "{\"name\":\"W\"}").text("/id") + "/api-keys/";
    }
}
