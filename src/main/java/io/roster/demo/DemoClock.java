package io.roster.demo;

import java.time.Instant;
import java.time.InstantSource;

/** The time as it is, after it was turned back for a while, so that a past can be made up. */
public final class DemoClock implements InstantSource {
    private final InstantSource world;
    private volatile InstantSource now;

    public DemoClock(InstantSource world) {
        this.world = world;
        this.now = world;
    }

    @Override
    public Instant instant() {
        return now.instant();
    }

    /** Stands still at {@code instant}. */
    public void turnTo(Instant instant) {
        now = InstantSource.fixed(instant);
    }

    /** Goes with the world again. */
    public void release() {
        now = world;
    }
}
