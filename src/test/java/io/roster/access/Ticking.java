package io.roster.access;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that tests turn; it can also run something at one reading, counted from when it was asked to. */
final class Ticking implements Ticker {
    private record Surprise(AtomicLong readings, Runnable action) {}

    private static final Surprise NONE = new Surprise(new AtomicLong(), () -> {});

    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private volatile Surprise surprise = NONE;

    void turn(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Runs {@code action} once, inside the reading of this number. */
    void atReading(int number, Runnable action) {
        surprise = new Surprise(new AtomicLong(number), action);
    }

    @Override
    public long read() {
        Surprise due = surprise;
        if (due.readings.decrementAndGet() == 0) {
            due.action.run();
        }
        return nanos.get();
    }
}
