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
    private static final Duration LULL = Duration.ofSeconds(2);
    private static final int MUCH = 500; // more than a fifth of a second's work
    private static final Duration LATEST = Duration.ofMinutes(5);
    private static final Duration LATEST_FOR_SEARCHERS = Duration.ofSeconds(10);

    /** An index that is opened because its workspace has grown is not searched yet. */
    private volatile long usedAt = System.nanoTime() - RECENT.toNanos();

    private long committedAt = System.nanoTime();
    private long rings;
    private long rungAt = System.nanoTime();
    private long followedAt = System.nanoTime();
    private int strain;
    private boolean catchingUp;

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

    /** Learns how much there was to take in. */
    void took(int changed) {
        strain = changed < MUCH ? 0 : strain + 1;
        catchingUp &= strain > 0;
    }

    /**
     * Whether what is written now had better be taken in later: so much is written one after another, as by an import,
     * that searches are answered by SQL whatever is done here, and who writes would have to share the processors. Later is
     * when there is a lull, or after five minutes; where somebody searches after ten seconds, and then nothing waits until
     * all is taken in, or nobody searches any more.
     */
    boolean isToWait(long rings) {
        long now = System.nanoTime();
        if (rings != this.rings) {
            this.rings = rings;
            rungAt = now;
        }
        Duration latest = isWatched() ? LATEST_FOR_SEARCHERS : LATEST;
        catchingUp &= isWatched();
        boolean isInTheWay = !catchingUp && strain > 1;
        boolean isLull = now - rungAt >= LULL.toNanos();
        boolean isLate = now - followedAt >= latest.toNanos();
        boolean waits = isInTheWay && !isLull && !isLate;
        catchingUp |= isInTheWay && isLate;
        if (!waits) {
            followedAt = now;
        }
        return waits;
    }

    /** Waits until it rings more than {@code rings} times, a moment at least and not for long. */
    void pause(Bell bell, long rings) throws InterruptedException {
        Thread.sleep(PAUSE);
        bell.await(rings, isWatched() ? LOOK : LULL);
    }
}
