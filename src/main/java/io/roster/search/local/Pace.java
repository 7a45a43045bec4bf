package io.roster.search.local;

import io.roster.changelog.Bell;
import java.time.Duration;

/** How eagerly the thread of an index goes about its work: as eagerly as somebody searches. */
final class Pace {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1); // for what other servers write
    private static final Duration COMMIT = Duration.ofSeconds(10);
    private static final Duration RECENT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private volatile long usedAt = System.nanoTime();
    private long committedAt = System.nanoTime();

    void used() {
        usedAt = System.nanoTime();
    }

    long usedAt() {
        return usedAt;
    }

    boolean isWatched() {
        return System.nanoTime() - usedAt < RECENT.toNanos();
    }

    boolean isIdle() {
        return System.nanoTime() - usedAt > IDLE.toNanos();
    }

    /** Whether it is time for a commit, which counts as made. */
    boolean isCommitDue() {
        boolean due = System.nanoTime() - committedAt > COMMIT.toNanos();
        committedAt = due ? System.nanoTime() : committedAt;
        return due;
    }

    /** Waits until it rings more than {@code rings} times, a moment at least and not for long. */
    void pause(Bell bell, long rings) throws InterruptedException {
        Thread.sleep(PAUSE);
        bell.await(rings, isWatched() ? LOOK : LOOK.multipliedBy(5));
    }
}
