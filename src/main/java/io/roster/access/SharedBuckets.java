package io.roster.access;

import io.roster.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Buckets in the database, so that all servers count together, at the price of one statement a request. A bucket is the
 * one number that the generic cell rate algorithm needs: when it is full again. Time is the servers' own, which are
 * expected to agree to within a fraction of the period.
 */
final class SharedBuckets implements Buckets {
    private final Database database;
    private final InstantSource clock;
    private final BucketStore store = new BucketStore();

    SharedBuckets(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Allowance take(UUID keyId, RateLimit.Per limit) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        long period = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(limit.period()));
        long price = Math.max(1, period / limit.requests());
        // One statement needs no transaction around it, and so no round trips for one.
        Optional<Long> taken = database.read(tx -> store.take(tx, keyId, now, price, period));
        if (taken.isPresent()) {
            long debt = taken.get() - now;
            return new Allowance(true, limit.requests(), (period - debt) / price, micros(debt), Duration.ZERO);
        }
        long debt = database.read(tx -> store.fullAt(tx, keyId)).orElse(now) - now;
        return new Allowance(
                false, limit.requests(), 0, micros(Math.max(debt, 0)), micros(Math.max(debt + price - period, 1)));
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
