package io.roster.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server tells of itself, and to whom. */
class MetricsTest {
    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_HOST", "0.0.0.0"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void requestsAreCountedByTheirRouteAndNotByTheirPath() throws InterruptedException {
        TestClient client = local().bearing(roster.workspace().token());
        client.get("/api/v1/contacts/cont_0000000000000000000001/").expect(404);
        client.get("/api/v1/contacts/cont_0000000000000000000002/").expect(404);
        local().get("/nowhere/at/all").expect(404);
        String series = "{method=\"GET\",route=\"/api/v1/contacts/{id}\",status=\"404\"";
        awaitAtLeast("http_server_requests_seconds_count" + series + "}", 2);
        awaitAtLeast("http_server_requests_seconds_bucket" + series + ",le=\"10.0\"}", 2);
        awaitAtLeast("http_server_requests_seconds_count{method=\"GET\",route=\"-\",status=\"404\"}", 1);
        assertThat(metrics()).doesNotContain("cont_0000000000000000000001", "nowhere");
    }

    @Test
    void methodsThatNobodyKnowsAreOneSeries() throws InterruptedException {
        local().send("FROBNICATE", "/healthz", BodyPublishers.noBody(), Map.of())
                .expect(405);
        awaitAtLeast("http_server_requests_seconds_count{method=\"other\",route=\"-\",status=\"405\"}", 1);
        assertThat(metrics()).doesNotContain("FROBNICATE");
    }

    @Test
    void refusalsForTheRateAreCounted() throws InterruptedException {
        String workspace = roster.operator()
                .at(loopback())
                .post("/api/v1/admin/workspaces/", Map.of("name", "Slow"))
                .expect(201)
                .text("id");
        String key = roster.operator()
                .at(loopback())
                .post(
                        "/api/v1/admin/workspaces/" + workspace + "/api-keys/",
                        Map.of("name", "Slow", "scopes", List.of("*"), "rate_limit", "1/m"))
                .expect(201)
                .text("key");
        local().bearing(key).get("/api/v1/contacts/").expect(200);
        local().bearing(key).get("/api/v1/contacts/").expect(429);
        awaitAtLeast("roster_requests_rate_limited_total", 1);
    }

    @Test
    void thePoolAndTheProcessAreMeasured() {
        assertThat(metrics())
                .contains("hikaricp_connections_active{pool=\"roster\"}")
                .contains("hikaricp_connections_pending{pool=\"roster\"}")
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads")
                .contains("jvm_gc_")
                .contains("process_uptime_seconds");
    }

    @Test
    void fromElsewhereItTakesTheAdminKey() throws SocketException {
        Optional<InetAddress> own = addressOnTheNetwork();
        assumeThat(own).as("this machine has an address on a network").isPresent();
        URI outside = URI.create("http://%s:%d"
                .formatted(own.get().getHostAddress(), roster.url().getPort()));
        roster.anyone().at(outside).get("/metrics").expect(401);
        roster.anyone()
                .at(outside)
                .with("X-Forwarded-For", "127.0.0.1")
                .get("/metrics")
                .expect(401);
        roster.workspace().at(outside).get("/metrics").expect(403);
        roster.operator().at(outside).get("/metrics").expect(200);
    }

    @Test
    void whatAProxyOnThisMachineHandsOnIsFromElsewhere() {
        for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP")) {
            local().with(header, "127.0.0.1").get("/metrics").expect(401);
            roster.operator()
                    .at(loopback())
                    .with(header, "127.0.0.1")
                    .get("/metrics")
                    .expect(200);
        }
    }

    /** A request is counted when its answer is sent, which its caller may be told a little earlier. */
    private static void awaitAtLeast(String series, double least) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (value(series) < least && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        assertThat(value(series)).as(series).isGreaterThanOrEqualTo(least);
    }

    private static double value(String series) {
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics());
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }

    private static String metrics() {
        Answer answer = local().get("/metrics").expect(200);
        assertThat(answer.header("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        return answer.body();
    }

    private static TestClient local() {
        return roster.anyone().at(loopback());
    }

    private static URI loopback() {
        return URI.create("http://127.0.0.1:" + roster.url().getPort());
    }

    private static Optional<InetAddress> addressOnTheNetwork() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }
}
