package io.roster.importing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Leaves requests their share of the machine: after each batch an import rests for as long as requests used the database
 * during it, at most for as long as it took, and never so long that progress seems to stand. So an import that is alone does
 * not rest at all, and one beside a crowd works half of the time.
 */
public final class Restraint {
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Supplier<Duration> used;
    private final Timer rests;

    /** @param used for how long requests have used the database so far, added up */
    public Restraint(Supplier<Duration> used, MeterRegistry registry) {
        this.used = used;
        this.rests = Timer.builder("roster.import.rests")
                .description("Rests of imports between two batches, for requests that used the database meanwhile")
                .register(registry);
    }

    /** For how long requests have used the database so far, added up. */
    Duration used() {
        return used.get();
    }

    /** Rests after a batch that took so long, and at whose beginning {@link #used} was as much as that. */
    void rest(Duration batch, Duration usedBefore) throws InterruptedException {
        Duration rest = Collections.min(List.of(used.get().minus(usedBefore), batch, LONGEST));
        if (rest.isPositive()) {
            Thread.sleep(rest);
            rests.record(rest);
        }
    }
}
