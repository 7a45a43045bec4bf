package io.roster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Gives memory back that large work, such as an import, has left full of what nobody needs any more. Java lets its heap
 * grow to a quarter of the machine before it looks for that in the old generation, and then keeps it: of 1,500 MiB after
 * two imports of half a million rows, 170 were in use. A collection takes some tenths of a second, so it has to be worth it,
 * and is made every 20 seconds at most. {@code -XX:+DisableExplicitGC} does without.
 */
final class MemoryKeeper implements AutoCloseable {
    static final long ENOUGH = 256L << 20;

    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final LongSupplier heap;
    private final Runnable collection;
    private final Thread thread = Thread.ofVirtual().name("memory-keeper").unstarted(this::run);
    private long limit = ENOUGH;

    /** @param heap how large it is, in bytes, what is free in it included */
    MemoryKeeper(LongSupplier heap, Runnable collection) {
        this.heap = heap;
        this.collection = collection;
    }

    static MemoryKeeper start() {
        MemoryKeeper keeper = new MemoryKeeper(Runtime.getRuntime()::totalMemory, System::gc);
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

    /** Collects when the heap is larger than it was found to be needed, and learns how large it is then. */
    void look() {
        if (heap.getAsLong() > limit) {
            collection.run();
            limit = Math.max(ENOUGH, 2 * heap.getAsLong());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
