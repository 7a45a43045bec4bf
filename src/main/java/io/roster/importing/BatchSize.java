package io.roster.importing;

import java.time.Duration;

/** How many rows an import applies at a time: as many as a third of a second takes, for its progress moves with each. */
final class BatchSize {
    static final int SMALLEST = 25;
    static final int LARGEST = 2_500;

    private static final double GOAL_NANOS = 300e6;
    private static final double MOST_GROWTH = 2;

    private int rows = 2 * SMALLEST;

    int rows() {
        return rows;
    }

    /** Learns from a batch of {@link #rows} that took so long. */
    void took(Duration time) {
        double growth = Math.min(MOST_GROWTH, GOAL_NANOS / Math.max(1, time.toNanos()));
        rows = (int) Math.clamp(rows * growth, SMALLEST, LARGEST);
    }
}
