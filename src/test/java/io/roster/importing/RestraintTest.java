package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RestraintTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Duration used = Duration.ofHours(7);
    private final Restraint restraint = new Restraint(() -> used, registry);

    @Test
    void anImportThatIsAloneDoesNotRest() throws InterruptedException {
        restraint.rest(Duration.ofSeconds(3), restraint.used());
        assertThat(rests().count()).isZero();
    }

    @Test
    void itRestsForAsLongAsRequestsUsedTheDatabase() throws InterruptedException {
        assertThat(rest(Duration.ofMillis(300), Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void atMostForAsLongAsItWorkedHoweverManyAskAtATime() throws InterruptedException {
        assertThat(rest(Duration.ofMillis(30), Duration.ofSeconds(4))).isEqualTo(Duration.ofMillis(30));
    }

    @Test
    void neverSoLongThatProgressSeemsToStand() throws InterruptedException {
        assertThat(rest(Duration.ofSeconds(10), Duration.ofSeconds(90))).isEqualTo(Duration.ofMillis(500));
    }

    private Duration rest(Duration batch, Duration requests) throws InterruptedException {
        Duration before = restraint.used();
        used = used.plus(requests);
        long begun = System.nanoTime();
        restraint.rest(batch, before);
        Duration rested = Duration.ofNanos((long) rests().totalTime(TimeUnit.NANOSECONDS));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(rested);
        return rested;
    }

    private Timer rests() {
        return registry.get("roster.import.rests").timer();
    }
}
