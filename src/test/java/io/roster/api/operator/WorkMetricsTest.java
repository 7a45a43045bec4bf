package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.roster.testkit.Measured;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is measured of the work itself: rows taken in, jobs, and webhooks. */
class WorkMetricsTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestClient client;
    private static Measured measured;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_WEBHOOK_ALLOW_PRIVATE", "true"));
        client = roster.workspace();
        measured = new Measured(roster.operator());
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void rowsTakenInAreCountedByTheirWayAndTheirOutcome() throws InterruptedException {
        double before = measured.value(rows("single", "created"));
        Map<String, Object> ann = Map.of("email", "ann@rows.example", "city", "Ulm");
        client.post(CONTACTS, ann).expect(201);
        client.post(CONTACTS, ann).expect(200);
        client.post(CONTACTS + "?dry_run=true", Map.of("email", "dry@rows.example"))
                .expect(201);
        Map<String, Object> moved = Map.of("email", "ann@rows.example", "city", "Bonn");
        Map<String, Object> body = Map.of(
                "contacts",
                List.of(moved, moved, Map.of("email", "bob@rows.example"), Map.of("email", "nobody")),
                "options",
                Map.of("dedup_behavior", "update"));
        client.post(CONTACTS + "bulk/?dry_run=true", body).expect(200);
        client.post(CONTACTS + "bulk/", body).expect(200);
        assertRows("single", "created", before + 1);
        assertRows("single", "skipped", 1);
        assertRows("bulk", "created", 1);
        assertRows("bulk", "updated", 1);
        assertRows("bulk", "unchanged", 1);
        assertRows("bulk", "rejected", 1);
    }

    @Test
    void rowsOfFilesAndTheJobsThatTakeThemInAreCounted() throws InterruptedException {
        upload("?dry_run=true");
        upload("");
        measured.await("roster_job_turns_seconds_count{kind=\"import\",outcome=\"done\"}", 2);
        assertRows("import", "created", 2);
        assertRows("import", "rejected", 1);
        assertThat(measured.value("roster_jobs_running")).isNotNegative();
    }

    private static void upload(String query) {
        String body = """
                --b\r
                Content-Disposition: form-data; name="file"; filename="a.csv"\r
                Content-Type: text/csv\r
                \r
                email
                carl@file.example
                dora@file.example
                nobody
                \r
                --b--\r
                """;
        client.send(
                        "POST",
                        "/api/v1/imports/" + query,
                        BodyPublishers.ofString(body),
                        Map.of("Content-Type", "multipart/form-data; boundary=b"))
                .expect(202);
    }

    @Test
    void attemptsToDeliverAreCountedByTheirOutcomeAndTheLagIsMeasured() throws IOException, InterruptedException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/well") ? 204 : 500, -1);
            exchange.close();
        });
        receiver.start();
        try {
            String base = "http://127.0.0.1:" + receiver.getAddress().getPort();
            TestClient other = roster.workspace();
            for (String path : List.of("/well", "/ill")) {
                other.post("/api/v1/webhooks/", Map.of("url", base + path, "events", List.of("contact.created")))
                        .expect(201);
            }
            other.post(CONTACTS, Map.of("email", "eve@hooks.example")).expect(201);
            measured.await("roster_webhook_attempts_seconds_count{outcome=\"delivered\"}", 1);
            measured.await("roster_webhook_attempts_seconds_count{outcome=\"put_off\"}", 1);
            measured.await("roster_webhook_delivery_lag_seconds_count", 1);
            assertThat(measured.value("roster_webhook_attempts_seconds_count{outcome=\"failed\"}"))
                    .isZero();
            assertThat(measured.names()).contains("roster_webhook_lanes_active", "roster_webhook_lanes_waiting");
        } finally {
            receiver.stop(0);
        }
    }

    private static void assertRows(String source, String outcome, double rows) throws InterruptedException {
        String series = rows(source, outcome);
        measured.await(series, rows);
        assertThat(measured.value(series)).as(series).isEqualTo(rows);
    }

    private static String rows(String source, String outcome) {
        return "roster_intake_rows_total{outcome=\"%s\",source=\"%s\"}".formatted(outcome, source);
    }
}
