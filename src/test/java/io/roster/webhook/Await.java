package io.roster.webhook;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens in the background. */
final class Await {
    private Await() {}

    static void until(Duration atMost, BooleanSupplier wanted, Supplier<String> otherwise) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + atMost + "; " + otherwise.get());
            }
            Thread.sleep(20);
        }
    }
}
