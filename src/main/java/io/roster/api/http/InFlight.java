package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.idempotency.IdempotencyKey;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The requests of this process that are being executed under an Idempotency-Key: one for each key, the others wait. */
final class InFlight {
    private final ConcurrentMap<IdempotencyKey, CountDownLatch> running = new ConcurrentHashMap<>();

    /**
     * Runs {@code work} when no other request runs under {@code key}. Waiting is done in memory alone: it holds no
     * connection. Refused when {@code untilNanos} has come.
     */
    Reply alone(IdempotencyKey key, long untilNanos, Supplier<Reply> work) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch other = running.putIfAbsent(key, mine);
        while (other != null) {
            await(other, untilNanos);
            other = running.putIfAbsent(key, mine);
        }
        try {
            return work.get();
        } finally {
            running.remove(key, mine);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch other, long untilNanos) {
        try {
            if (!other.await(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw stillRunning();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stillRunning();
        }
    }

    static RuntimeException stillRunning() {
        return new Failure.IdempotencyInProgress(Duration.ofSeconds(1)).refusal();
    }
}
