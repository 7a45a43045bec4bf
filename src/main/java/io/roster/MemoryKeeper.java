package io.roster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives memory back that large work, such as an import, has left full of what nobody needs any more. Java lets its heap
 * grow to a quarter of the machine before it looks for that in the old generation, and then keeps it: of 1,500 MiB after
 * two imports of half a million rows, 170 were in use. A collection takes some tenths of a second, so it has to be worth it,
 * and there is none within fifty times as long as the last one took. {@code -XX:+DisableExplicitGC} does without.
 */
final class MemoryKeeper implements AutoCloseable {
    static final long ENOUGH = 192L << 20;

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int REST = 50;

    private final LongSupplier used;
    private final Runnable collection;
    private final LongSupplier nanos;
    private final Thread thread = Thread.ofVirtual().name("memory-keeper").unstarted(this::run);
    private long limit = ENOUGH;
    private long restsUntil;

    /**
     * @param used how much of the heap is, in bytes, by what nobody needs any more as well
     * @param nanos a clock, as {@link System#nanoTime}
     */
    MemoryKeeper(LongSupplier used, Runnable collection, LongSupplier nanos) {
        this.used = used;
        this.collection = collection;
        this.nanos = nanos;
        this.restsUntil = nanos.getAsLong();
    }

    static MemoryKeeper start() {
        Runtime runtime = Runtime.getRuntime();
        MemoryKeeper keeper =
                new MemoryKeeper(() -> runtime.totalMemory() - runtime.freeMemory(), System::gc, System::nanoTime);
        keeper.thread.start();
        return keeper;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Collects when much more is used than was found to be needed, and learns how much that is then. */
    void look() {
        long begun = nanos.getAsLong();
        if (begun - restsUntil >= 0 && used.getAsLong() > limit) {
            collection.run();
            long ended = nanos.getAsLong();
            restsUntil = ended + REST * (ended - begun);
            limit = Math.max(ENOUGH, 2 * used.getAsLong());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
