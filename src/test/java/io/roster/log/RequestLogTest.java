package io.roster.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the log says of requests, and what it never says. */
@Isolated("standard error is the process's own")
class RequestLogTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String EMAIL = "zebulon.quist@private.example";

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
        Logging.start(LogFormat.TEXT, Level.WARN);
    }

    @Test
    void aRequestIsOneLineThatSaysWhoCalledWhatAndWhatCameOfIt() throws InterruptedException {
        Logging.start(LogFormat.JSON, Level.INFO);
        try (TestRoster roster = TestRoster.start()) {
            TestClient client = roster.workspace();
            String id =
                    client.post(CONTACTS, Map.of("email", EMAIL)).expect(201).text("id");
            client.with("X-Request-Id", "logged-1").get(CONTACTS + id + "/").expect(200);
            JsonNode line = await("logged-1");
            assertThat(line.get("logger").asString()).isEqualTo("roster.http");
            assertThat(line.get("method").asString()).isEqualTo("GET");
            assertThat(line.get("route").asString()).isEqualTo("/api/v1/contacts/{id}");
            assertThat(line.get("status").asInt()).isEqualTo(200);
            assertThat(line.get("duration_ms").isIntegralNumber()).isTrue();
            assertThat(line.get("key_id").asString()).startsWith("key_");
            assertThat(line.get("workspace_id").asString()).startsWith("ws_");
        }
        assertThat(text().lines().filter(line -> line.contains("logged-1"))).hasSize(1);
    }

    @Test
    void noLineHoldsABodyAnAddressANameOrASecret() throws InterruptedException {
        Logging.start(LogFormat.JSON, Level.DEBUG);
        String token;
        String secret;
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_WEBHOOK_ALLOW_PRIVATE", "true"))) {
            TestClient client = roster.workspace();
            token = client.token();
            secret = client.post(
                            "/api/v1/webhooks/",
                            Map.of(
                                    "url",
                                    "http://127.0.0.1:9/hook?key=quist-hook",
                                    "events",
                                    List.of("contact.created")))
                    .expect(201)
                    .text("secret");
            callWith(client);
            roster.anyone().bearing(token.replaceFirst(".$", "!")).get(CONTACTS).expect(401);
            roster.anyone()
                    .with("Authorization", "Basic " + token)
                    .get(CONTACTS)
                    .expect(401);
            roster.anyone()
                    .with("X-Request-Id", "logged-2")
                    .get("/nowhere/" + EMAIL)
                    .expect(404);
            await("logged-2");
        }
        assertThat(text())
                .contains("\"route\":\"/api/v1/contacts\"")
                .doesNotContainIgnoringCase("zebulon")
                .doesNotContainIgnoringCase("quist")
                .doesNotContain(token, secret, token.substring(0, 20));
    }

    /** With the address in every place that a request has, well and badly. */
    private static void callWith(TestClient client) {
        Map<String, Object> person = Map.of("email", EMAIL, "last_name", "Quist");
        String id = client.post(CONTACTS, person).expect(201).text("id");
        String path = CONTACTS + id + "/";
        client.get(CONTACTS + "?email=" + EMAIL).expect(200);
        client.get(CONTACTS + "?search=Zebulon&sort=nothing").expect(400);
        client.get(CONTACTS + "?" + EMAIL + "=1").expect(400);
        client.get(CONTACTS + EMAIL + "/").expect(404);
        client.post(CONTACTS, "{\"email\": \"" + EMAIL + "\", oops").expect(400);
        client.post(CONTACTS, Map.of("email", List.of(EMAIL))).expect(400);
        client.post(CONTACTS, Map.of("email", EMAIL + " " + EMAIL)).expect(400);
        client.post("/v1/contacts", person).expect(409);
        client.patch(path, Map.of("email", EMAIL, "zebulon", 1)).expect(400);
        client.with("Idempotency-Key", EMAIL).post(CONTACTS, person).expect(200);
        client.with("Idempotency-Key", EMAIL)
                .post(CONTACTS, "{\"email\":\"" + EMAIL + "\"}")
                .expect(409);
        client.with("X-Workspace-Id", EMAIL).get(path).expect(403);
        client.with("X-Request-Id", EMAIL).get(path).expect(200);
        client.with("If-Match", "\"" + EMAIL + "\"")
                .patch(path, Map.of("city", "Ulm"))
                .expect(412);
        client.post(CONTACTS + "bulk/", Map.of("contacts", List.of(person, Map.of("email", "Quist"))))
                .expect(200);
        client.post("/api/v1/suppressions/", Map.of("email", EMAIL)).expect(201);
        client.post(path + "enrich/", "{}").expect(202);
        Answer upload = client.send(
                "POST",
                "/api/v1/imports/",
                BodyPublishers.ofString(
                        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"quist.csv\"\r\n"
                                + "Content-Type: text/csv\r\n\r\nemail,zebulon\n" + EMAIL
                                + ",x\nquist,y\n\r\n--b--\r\n"),
                Map.of("Content-Type", "multipart/form-data; boundary=b"));
        upload.expect(202);
        client.send("POST", "/quist/" + EMAIL, BodyPublishers.ofString(EMAIL), Map.of())
                .expect(404);
    }

    private JsonNode await(String requestId) throws InterruptedException {
        String wanted = "\"request_id\":\"" + requestId + "\"";
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < until) {
            List<String> lines =
                    text().lines().filter(line -> line.contains(wanted)).toList();
            if (!lines.isEmpty()) {
                return JsonMapper.shared().readTree(lines.getFirst());
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no line of " + requestId + " in " + text());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
