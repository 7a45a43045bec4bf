package io.roster.api.nodestash;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands around a contact in the nodestash dialect: the envelope, the headers, what is included. */
class NodestashAnswersTest {
    private static TestRoster roster;
    private static TestClient client;
    private static String path;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
        client = roster.workspace();
        path = client.post("/v1/contacts", Map.of("email", "jane@acme.com"))
                .expect(201)
                .header("Location")
                .orElseThrow();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void everyAnswerNamesItsRequest() {
        for (Answer answer : List.of(
                client.get("/v1/contacts"),
                client.get(path),
                client.patch(path, Map.of()),
                client.post("/v1/contacts", Map.of("email", "b@acme.com")),
                client.get("/v1/contacts/x"),
                client.get("/v1"),
                client.get("/v1/"),
                client.get("/v1/nowhere"),
                client.get("/v1/contacts/%FF"),
                client.put("/v1/contacts", Map.of()),
                client.post("/v1/contacts", "{"),
                roster.anyone().get("/v1/contacts"))) {
            assertThat(answer.text("/meta/request_id"))
                    .as(answer.request())
                    .startsWith("req_")
                    .hasSize(26);
            assertThat(answer.header("X-Request-Id")).contains(answer.text("/meta/request_id"));
            assertThat(answer.header("Content-Type")).contains("application/json");
        }
    }

    @Test
    void theCallersOwnNameForARequestIsKept() {
        TestClient named = client.with("X-Request-Id", "my.own:1");
        assertThat(named.get(path).text("/meta/request_id")).isEqualTo("my.own:1");
        assertThat(named.get("/v1/nowhere").text("/meta/request_id")).isEqualTo("my.own:1");
        assertThat(client.with("X-Request-Id", "not sane").get(path).text("/meta/request_id"))
                .startsWith("req_");
    }

    @Test
    void theTagIsThatOfTheContactWhoeverAsks() {
        Answer one = client.with("X-Request-Id", "one").get(path);
        Answer other = client.with("X-Request-Id", "other").get(path);
        assertThat(one.body()).isNotEqualTo(other.body());
        assertThat(one.header("ETag")).isEqualTo(other.header("ETag"));
        assertThat(client.get(path + "?include=company").header("ETag")).isEqualTo(one.header("ETag"));
    }

    @Test
    void onlyWhatIsAskedForIsIncluded() {
        assertThat(client.get(path).json().propertyNames()).containsExactly("data", "meta");
        Answer company = client.get(path + "?include=company,company");
        assertThat(company.json().propertyNames()).containsExactly("data", "included", "meta");
        assertThat(company.json().at("/data/relationships").propertyNames()).containsExactly("company");
        assertThat(company.text("/data/relationships/company/data/id"))
                .isEqualTo(company.text("/data/attributes/company_id"));
        assertThat(company.json().get("included").size()).isEqualTo(1);
        Answer events = client.get(path + "?include=events");
        assertThat(events.json().at("/data/relationships").toString()).isEqualTo("{\"events\":{\"data\":[]}}");
        assertThat(events.json().get("included").isEmpty()).isTrue();
    }

    @Test
    void whatCannotBeIncludedIsRefused() {
        for (String include : List.of("", "deals", "company,deals", "company,,events", "Company")) {
            client.get(path + "?include=" + include).expectError(400, "VALIDATION_ERROR", "include");
        }
    }

    @Test
    void whatIsIncludedTakesTheScopeThatItWouldTakeByItself() {
        TestClient reader = reader("contacts:read");
        reader.get(path + "?include=company").expect(200);
        Answer events = reader.get(path + "?include=company,events");
        events.expectError(403, "FORBIDDEN", "nothing");
        assertThat(events.text("/error/message")).contains("events:read");
        Answer enrollments = reader.get(path + "?include=enrollments");
        assertThat(enrollments.expect(403).text("/error/message")).contains("sequences:read");
        reader("contacts:read", "events:read", "sequences:write")
                .get(path + "?include=events,enrollments")
                .expect(200);
    }

    @Test
    void withoutCredentialsOrTheRightOnesNobodyIsAnswered() {
        for (TestClient stranger : List.of(
                roster.anyone(),
                roster.anyone().with("Authorization", "Basic eDp5"),
                roster.anyone().with("Authorization", "Bearer"))) {
            Answer answer = stranger.get(path);
            answer.expectError(401, "INVALID_API_KEY", "nothing");
            assertThat(answer.text("/error/message")).isEqualTo("Missing or invalid Authorization header");
            assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        }
        roster.anyone().bearing("rk_nobody").get(path).expectError(401, "INVALID_API_KEY", "nothing");
        roster.operator().get(path).expectError(403, "FORBIDDEN", "nothing");
    }

    @Test
    void aMethodThatAPathDoesNotTakeIsAnsweredWithThoseThatItDoes() {
        Answer put = client.put(path, Map.of());
        put.expectError(405, "METHOD_NOT_ALLOWED", "nothing");
        assertThat(put.header("Allow")).contains("DELETE, GET, PATCH");
        Answer delete = client.delete("/v1/contacts");
        delete.expectError(405, "METHOD_NOT_ALLOWED", "nothing");
        assertThat(delete.header("Allow")).contains("GET, POST");
    }

    private static TestClient reader(String... scopes) {
        String workspace = client.get(path.replace("/v1/contacts/ct_", "/api/v1/contacts/cont_"))
                .text("workspace_id");
        return roster.key(workspace, scopes);
    }
}
