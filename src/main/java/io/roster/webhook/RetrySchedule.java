package io.roster.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait after each attempt that failed, before a delivery is given up. */
public final class RetrySchedule {
    private static final double JITTER = 0.1;
    private static final List<Duration> STANDARD = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final List<Duration> waits;
    private final RandomGenerator random;

    public RetrySchedule(List<Duration> waits, RandomGenerator random) {
        this.waits = List.copyOf(waits);
        this.random = random;
    }

    /** Nine retries within about three days. */
    public static RetrySchedule standard(RandomGenerator random) {
        return new RetrySchedule(STANDARD, random);
    }

    /**
     * How long to wait after the attempt of this number, which is 1 for the first; empty when it was the last.
     *
     * @param asked by the receiver's Retry-After; heeded up to twice the planned wait
     */
    Optional<Duration> after(int attempt, @Nullable Duration asked) {
        if (attempt > waits.size()) {
            return Optional.empty();
        }
        Duration planned = waits.get(attempt - 1);
        if (asked != null && asked.compareTo(planned) > 0) {
            Duration most = planned.multipliedBy(2);
            return Optional.of(asked.compareTo(most) < 0 ? asked : most);
        }
        long jitter = (long) (planned.toMillis() * JITTER * random.nextDouble());
        return Optional.of(planned.plusMillis(jitter));
    }
}
