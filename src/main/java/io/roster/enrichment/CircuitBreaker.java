package io.roster.enrichment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Leaves a service alone for a while after it has failed several times in a row. */
public final class CircuitBreaker {
    private static final int FAILURES = 5;

    private final InstantSource clock;
    private final Duration rest;
    private int failures;
    private Instant restUntil = Instant.MIN;

    public CircuitBreaker(InstantSource clock, Duration rest) {
        this.clock = clock;
        this.rest = rest;
    }

    /** Whether the service may be asked. */
    synchronized boolean isClosed() {
        return !clock.instant().isBefore(restUntil);
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        if (++failures >= FAILURES) {
            failures = FAILURES - 1; // one more failure after the rest is enough
            restUntil = clock.instant().plus(rest);
        }
    }
}
