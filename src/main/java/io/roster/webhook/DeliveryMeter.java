package io.roster.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts attempts to deliver webhooks, and how long they and their receivers keep others waiting. */
final class DeliveryMeter {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(15)
    };
    private static final Duration[] LAGS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30)
    };

    private final AtomicInteger waiting = new AtomicInteger();
    private final Timer delivered;
    private final Timer putOff;
    private final Timer failed;
    private final Timer lag;

    DeliveryMeter(MeterRegistry registry, Map<UUID, Lane> running) {
        this.delivered = attempts("delivered", registry);
        this.putOff = attempts("put_off", registry);
        this.failed = attempts("failed", registry);
        this.lag = Timer.builder("roster.webhook.delivery.lag")
                .description("From when a delivery was due until it was taken")
                .serviceLevelObjectives(LAGS)
                .register(registry);
        registry.gaugeMapSize("roster.webhook.lanes.active", List.of(), running);
        registry.gauge("roster.webhook.lanes.waiting", waiting);
    }

    private static Timer attempts(String outcome, MeterRegistry registry) {
        return Timer.builder("roster.webhook.attempts")
                .description("Attempts to deliver, by outcome: put_off are tried again")
                .tag("outcome", outcome)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    void delivered(Receipt receipt, Duration late) {
        delivered.record(Duration.ofMillis(receipt.latencyMillis()));
        lag.record(late.isNegative() ? Duration.ZERO : late);
    }

    void refused(Receipt receipt, boolean isTriedAgain) {
        (isTriedAgain ? putOff : failed).record(Duration.ofMillis(receipt.latencyMillis()));
    }

    /** How many webhooks have something due that nobody sends for at this moment. */
    void waiting(int lanes) {
        waiting.set(lanes);
    }
}
