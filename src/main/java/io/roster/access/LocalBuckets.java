package io.roster.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;

/** Buckets in this process's memory: nothing is faster, and each server counts for itself. */
final class LocalBuckets implements Buckets {
    private static final int MOST = 100_000;
    private static final Duration IDLE = Duration.ofMinutes(2); // a bucket is full again after one

    private record Owner(Object who, RateLimit.Per limit) {}

    private final Cache<Owner, Bucket> buckets;
    private final TimeMeter time;

    LocalBuckets(Ticker ticker) {
        this.time = new Time(ticker);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .build();
    }

    @Override
    public Allowance take(UUID keyId, RateLimit.Per limit) {
        return takeFor(keyId, limit);
    }

    /** The same for whatever may be limited. */
    Allowance takeFor(Object who, RateLimit.Per limit) {
        ConsumptionProbe probe = buckets.get(new Owner(who, limit), this::full).tryConsumeAndReturnRemaining(1);
        return new Allowance(
                probe.isConsumed(),
                limit.requests(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket full(Owner owner) {
        RateLimit.Per limit = owner.limit;
        return Bucket.builder()
                .addLimit(it -> it.capacity(limit.requests()).refillGreedy(limit.requests(), limit.period()))
                .withCustomTimePrecision(time)
                .build();
    }

    private record Time(Ticker ticker) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return ticker.read();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
