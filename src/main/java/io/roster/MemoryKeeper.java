package io.roster;

import io.roster.work.Rounds;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Gives memory back that work, such as an import, has left full of what nobody needs any more. Java lets the old generation
 * of its heap grow to a quarter of the machine before it looks for that, and then keeps it: of 1,500 MiB after two imports
 * of half a million rows, 170 were in use. A collection takes some tenths of a second, so it has to be worth it: under load
 * when half as much again is used as was left by the last one, and none within fifty times as long as the last one took; at
 * rest, when nobody waits for it, when it is a quarter, and within five times as long. How long is told by the processor's
 * time: while other programs had both processors, one took three seconds, and the heap grew to 1.1 GB in the break after it.
 * {@code -XX:+DisableExplicitGC} does without.
 */
final class MemoryKeeper {
    private static final long ENOUGH_UNDER_LOAD = 128L << 20;
    private static final long ENOUGH_AT_REST = 24L << 20;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int BREAK_UNDER_LOAD = 50;
    private static final int BREAK_AT_REST = 5;
    private static final int BUSY_SHARE = 10;

    private final LongSupplier used;
    private final Runnable collection;
    private final LongSupplier processorNanos;
    private final LongSupplier nanos;
    private long kept;
    private long lookedAt;
    private long worked;
    private long collected;
    private long took;

    /**
     * @param used how much of the old generation is, in bytes, by what nobody needs any more as well
     * @param processorNanos how long processors have worked for this process
     * @param nanos a clock, as {@link System#nanoTime}
     */
    MemoryKeeper(LongSupplier used, Runnable collection, LongSupplier processorNanos, LongSupplier nanos) {
        this.used = used;
        this.collection = collection;
        this.processorNanos = processorNanos;
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
        this.worked = processorNanos.getAsLong();
        this.collected = lookedAt;
    }

    /** Looks every two seconds from now on, until what it returns is closed. */
    static Rounds start() {
        List<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()) // not the young
                .toList();
        MemoryKeeper keeper = new MemoryKeeper(
                () -> old.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum(),
                System::gc,
                () -> ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos(),
                System::nanoTime);
        return Rounds.start("memory-keeper", PAUSE, () -> {
            keeper.look();
            return false;
        });
    }

    /** Collects when that is worth it, and learns how much is needed. */
    void look() {
        long now = nanos.getAsLong();
        boolean rests = atRest(now);
        long enough = rests ? kept + Math.max(ENOUGH_AT_REST, kept / 4) : Math.max(ENOUGH_UNDER_LOAD, kept + kept / 2);
        long breakNanos = (rests ? BREAK_AT_REST : BREAK_UNDER_LOAD) * took;
        if (now - collected >= breakNanos && used.getAsLong() > enough) {
            collection.run();
            long work = processorNanos.getAsLong();
            took = work - worked;
            worked = work;
            collected = nanos.getAsLong();
            lookedAt = collected;
            kept = used.getAsLong();
        }
    }

    /** Whether less than a tenth of a processor was busy since it was last asked. */
    private boolean atRest(long now) {
        long work = processorNanos.getAsLong();
        boolean rests = (work - worked) * BUSY_SHARE < now - lookedAt;
        worked = work;
        lookedAt = now;
        return rests;
    }
}
