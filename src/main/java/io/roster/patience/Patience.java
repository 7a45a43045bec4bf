package io.roster.patience;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of waiting: a thread that still waits when its time is up is interrupted, or what it waits for is ended, by a
 * sweep that looks a few times a second. Waits that Java times itself are exact, and dear: for each that a virtual thread
 * begins, another thread is woken to note it, which took a fifth of what the server did for a request.
 */
public final class Patience implements AutoCloseable {
    private static final long SWEEP_NANOS = Duration.ofMillis(200).toNanos();

    private record Wait(long deadline, Runnable giveUp) {}

    private final Map<Thread, Wait> waits = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param name of the thread that sweeps */
    public Patience(String name) {
        Thread.ofVirtual().name(name).start(this::sweep);
    }

    /** The calling thread has this long until it calls {@link #end()}, and is interrupted then. */
    public void begin(Duration time) {
        begin(time, Thread.currentThread()::interrupt);
    }

    /** The calling thread has this long until it calls {@link #end()}; then {@code giveUp} is run, and must end its wait. */
    public void begin(Duration time, Runnable giveUp) {
        waits.put(Thread.currentThread(), new Wait(System.nanoTime() + time.toNanos(), giveUp));
    }

    /** Ends the wait, and tells whether it did so in time; an interrupt that came too late for it is taken back. */
    public boolean end() {
        boolean isInTime = waits.remove(Thread.currentThread()) != null;
        if (!isInTime) {
            Thread.interrupted();
        }
        return isInTime;
    }

    /** For the end of what may or may not have begun to wait. */
    public void endIfBegun() {
        waits.remove(Thread.currentThread());
    }

    private void sweep() {
        while (!closed) {
            LockSupport.parkNanos(SWEEP_NANOS);
            long now = System.nanoTime();
            waits.keySet()
                    .forEach(thread -> waits.computeIfPresent(thread, (_, wait) -> {
                        if (wait.deadline - now > 0) {
                            return wait;
                        }
                        wait.giveUp.run();
                        return null;
                    }));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
