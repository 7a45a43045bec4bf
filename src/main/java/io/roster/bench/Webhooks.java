package io.roster.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.roster.bench.Line.Figure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Ten thousand events to one fast receiver, and what it costs those who cause them. */
final class Webhooks {
    private static final int MOST_EVENTS = 10_000;
    private static final int BULKS = 10;
    private static final int A_SIP = 20;
    private static final long SIP_NANOS = 50_000_000;
    private static final double LEAST_RATE = 1_000;
    private static final double MOST_LAG = 200;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final Site site;
    private final Report report;
    private final People people = new People(77, "w");
    private Durations lags = new Durations();
    private volatile long lastArrival;

    private Webhooks(Site site, Report report) {
        this.site = site;
        this.report = report;
    }

    static void measure(Site site, int seconds, Report report) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits for the next packet
        new Webhooks(site, report).run(seconds);
    }

    private void run(int seconds) throws IOException {
        Bulks bulks = new Bulks(site, "wb");
        bulks.run(seconds / 2);
        double alone = bulks.run(seconds).percentile(0.5);
        site.awaitRest(); // or the index would take in meanwhile what these have written
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", this::receive);
        receiver.start();
        try {
            String webhook = subscribe(receiver.getAddress().getPort());
            steady(seconds);
            burst("/api/v1/webhooks/" + webhook + "/");
            double beside = bulks.run(seconds).percentile(0.5);
            report.add(new Line("bulk with a webhook, to one without")
                    .with(Figure.P50, beside)
                    .with(Figure.RATIO, beside / alone));
            site.api().delete("/api/v1/webhooks/" + webhook + "/");
        } finally {
            receiver.stop(0);
        }
    }

    private String subscribe(int port) {
        return site.api()
                .post(
                        "/api/v1/webhooks/",
                        Map.of(
                                "url",
                                "http://127.0.0.1:" + port + "/",
                                "events",
                                List.of("contact.created", "contact.updated")))
                .get("id")
                .stringValue();
    }

    /** All at once, when they have been kept for a while: how many go out in a second. */
    private void burst(String webhook) {
        lags = new Durations();
        int bulk = Math.min(MOST_EVENTS, site.contacts()) / BULKS;
        int events = bulk * BULKS;
        site.api().patch(webhook, Map.of("status", "paused"));
        for (int i = 0; i < BULKS; i++) {
            create(bulk);
        }
        long begun = System.nanoTime();
        long server = site.server().cpuMicros();
        long database = site.server().databaseCpuMicros();
        site.api().patch(webhook, Map.of("status", "active"));
        await(events);
        report.add(new Line("webhooks, %,d at once".formatted(events))
                .with(Figure.RATE, events / ((lastArrival - begun) / 1e9))
                .with(Figure.SERVER_CPU, (double) (site.server().cpuMicros() - server) / events)
                .with(Figure.DATABASE_CPU, (double) (site.server().databaseCpuMicros() - database) / events)
                .atLeast(Figure.RATE, LEAST_RATE));
    }

    /** Some at a time: how late they come. */
    private void steady(int seconds) {
        lags = new Durations();
        long begun = System.nanoTime();
        int sips = (int) (seconds * 1_000_000_000L / SIP_NANOS);
        for (int i = 0; i < sips; i++) {
            LockSupport.parkNanos(begun + i * SIP_NANOS - System.nanoTime());
            create(A_SIP);
        }
        await(sips * A_SIP);
        report.add(new Line("webhooks, steadily")
                .with(Figure.RATE, sips * A_SIP / ((lastArrival - begun) / 1e9))
                .with(Figure.P50, lags.percentile(0.5))
                .with(Figure.P99, lags.percentile(0.99))
                .atMost(Figure.P50, MOST_LAG));
    }

    private void create(int many) {
        site.api().post("/api/v1/contacts/bulk/", Map.of("contacts", people.next(many)));
    }

    private void await(int events) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (lags.count() < events) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d of %d events have come".formatted(lags.count(), events));
            }
            LockSupport.parkNanos(SIP_NANOS / 10);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(204, -1);
            int at = body.indexOf("\"timestamp\":\"") + 13;
            Instant sent = Instant.parse(body.substring(at, body.indexOf('"', at)));
            lastArrival = System.nanoTime();
            lags.add(Duration.between(sent, site.clock().instant()).toNanos() / 1e6);
        }
    }
}
