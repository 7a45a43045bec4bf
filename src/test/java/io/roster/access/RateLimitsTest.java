package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    @Test
    void aKeyThatCallsTooOftenIsRefusedAndNothingIsExecuted() {
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "5/m"))) {
            TestClient client = roster.workspace();
            for (int left = 4; left >= 0; left--) {
                Answer answer = client.post(CONTACTS, Map.of("email", "c%d@acme.com".formatted(left)))
                        .expect(201);
                assertThat(answer.header("RateLimit-Limit")).contains("5");
                assertThat(answer.header("RateLimit-Remaining")).contains(Integer.toString(left));
                assertThat(Integer.parseInt(answer.header("RateLimit-Reset").orElseThrow()))
                        .isBetween(1, 60);
            }
            Answer refused = client.post(CONTACTS, Map.of("email", "one-more@acme.com"));
            assertThat(refused.expect(429).text("/error/code")).isEqualTo("rate_limited");
            assertThat(refused.text("/error/message")).isEqualTo("Rate limit exceeded");
            assertThat(refused.header("RateLimit-Remaining")).contains("0");
            assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                    .isBetween(1, 12);
            assertThat(count(roster)).isEqualTo(5);
            roster.workspace().get(CONTACTS).expect(200); // another key has its own
        }
    }

    @Test
    void whatIsRefusedForAnotherReasonCountsAndTells() {
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "100/s"))) {
            TestClient client = roster.workspace("segments:read");
            assertThat(client.get(CONTACTS).expect(403).header("RateLimit-Limit"))
                    .contains("100");
            assertThat(client.get("/api/v1/segments/nonsense").expect(404).header("RateLimit-Remaining"))
                    .isPresent();
            assertThat(roster.anyone().get(CONTACTS).expect(401).header("RateLimit-Limit"))
                    .isEmpty();
        }
    }

    @Test
    void aTokenDrawsFromItsKeysBucket() {
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "3/m"))) {
            TestClient key = roster.workspace();
            TestClient token =
                    key.bearing(key.post("/api/v1/auth/token/", Map.of()).text("access_token"));
            key.get(CONTACTS).expect(200);
            token.get(CONTACTS).expect(200);
            token.get(CONTACTS).expect(429);
            key.get(CONTACTS).expect(429);
        }
    }

    @Test
    void aKeysOwnLimitGoesBeforeTheServers() {
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "1/m"))) {
            TestClient two = withLimit(roster, "2/m");
            two.get(CONTACTS).expect(200);
            assertThat(two.get(CONTACTS).expect(200).header("RateLimit-Limit")).contains("2");
            two.get(CONTACTS).expect(429);
            TestClient unlimited = withLimit(roster, "off");
            for (int i = 0; i < 5; i++) {
                assertThat(unlimited.get(CONTACTS).expect(200).header("RateLimit-Limit"))
                        .isEmpty();
            }
        }
    }

    @Test
    void credentialsThatDoNotHoldCostTheirAddressAndNotTheKey() {
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "2/m"))) {
            TestClient client = roster.workspace();
            for (int i = 0; i < 10; i++) {
                roster.anyone().bearing("garbage").get(CONTACTS).expect(401);
            }
            assertThat(client.get(CONTACTS).expect(200).header("RateLimit-Remaining"))
                    .contains("1");
        }
    }

    @Test
    void serversThatCountInTheDatabaseCountTogether() {
        Map<String, String> shared = Map.of("ROSTER_RATE_LIMIT", "6/m", "ROSTER_RATE_LIMIT_STORE", "database");
        try (TestRoster here = TestRoster.start(shared);
                TestRoster there = TestRoster.on(here.database(), shared)) {
            TestClient client = here.workspace();
            for (int left = 5; left >= 0; left--) {
                Answer answer = (left % 2 == 0 ? client : client.at(there.url())).get(CONTACTS);
                assertThat(answer.expect(200).header("RateLimit-Remaining")).contains(Integer.toString(left));
            }
            Answer refused = client.at(there.url()).get(CONTACTS).expect(429);
            assertThat(refused.header("RateLimit-Limit")).contains("6");
            assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                    .isBetween(1, 10);
            client.get(CONTACTS).expect(429);
        }
    }

    private static TestClient withLimit(TestRoster roster, String limit) {
        String workspace = roster.operator()
                .post("/api/v1/admin/workspaces/", Map.of("name", "Limited"))
                .text("id");
        return roster.anyone()
                .bearing(roster.operator()
                        .post(
                                "/api/v1/admin/workspaces/" + workspace + "/api-keys/",
                                Map.of("name", "k", "scopes", List.of("*"), "rate_limit", limit))
                        .expect(201)
                        .text("key"));
    }

    private static long count(TestRoster roster) {
        try (var database = new Database(roster.database().address(), 1)) {
            return database.<Long>read(
                    tx -> tx.sql("select count(*) from contact").one(Row::bigint));
        }
    }
}
