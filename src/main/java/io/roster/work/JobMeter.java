package io.roster.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the turns of jobs and how long they take, by kind and outcome. */
final class JobMeter {
    /** How a turn ends. */
    enum Outcome {
        DONE,
        FAILED, // to be tried again
        GIVEN_UP,
        RETURNED // for the server stops, or the job is another's
    }

    private final MeterRegistry registry;
    private final AtomicInteger running = new AtomicInteger();

    JobMeter(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("roster.jobs.running", running);
    }

    void begun() {
        running.incrementAndGet();
    }

    void ended() {
        running.decrementAndGet();
    }

    void record(String kind, Outcome outcome, long startedNanos) {
        Timer.builder("roster.job.turns")
                .description("Turns at background jobs: one or more a job")
                .tags("kind", kind, "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
