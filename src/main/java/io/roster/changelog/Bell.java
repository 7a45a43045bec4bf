package io.roster.changelog;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those of this process who wait for something. Its rings are counted, so that none falls between a look and a wait. */
public final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;

    /** How often it has rung; ask before looking, and wait for one more when the look was in vain. */
    public long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    public void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when it has rung more than {@code seen} times, or the time is up; tells whether it has. */
    public boolean await(long seen, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (rings == seen && left > 0) {
                left = rung.awaitNanos(left);
            }
            return rings != seen;
        } finally {
            lock.unlock();
        }
    }
}
