package io.roster.api.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of waiting for callers that stall: a thread that is still reading when its time is up is interrupted, which
 * closes its connection. The server's own idle timeout sees connections between requests only, and leaves half a request
 * waiting for ever.
 */
final class Patience implements AutoCloseable {
    private static final long SWEEP_NANOS = Duration.ofMillis(200).toNanos();

    private final Map<Thread, Long> deadlines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Patience() {
        Thread.ofVirtual().name("roster-http-patience").start(this::sweep);
    }

    /** The calling thread has this long until it calls {@link #end()}. */
    void begin(Duration time) {
        deadlines.put(Thread.currentThread(), System.nanoTime() + time.toNanos());
    }

    void end() {
        if (deadlines.remove(Thread.currentThread()) == null) {
            Thread.interrupted(); // its time was up just when it needed it no longer: what follows must not be cut
            // short
        }
    }

    /** For the end of a request that may or may not have begun to wait. */
    void endIfBegun() {
        deadlines.remove(Thread.currentThread());
    }

    private void sweep() {
        while (!closed) {
            LockSupport.parkNanos(SWEEP_NANOS);
            long now = System.nanoTime();
            deadlines
                    .keySet()
                    .forEach(thread -> deadlines.computeIfPresent(thread, (t, deadline) -> {
                        if (deadline - now > 0) {
                            return deadline;
                        }
                        t.interrupt();
                        return null;
                    }));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
