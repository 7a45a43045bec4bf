package io.roster.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * The keys in force, remembered for 3 seconds, so that a revocation holds on every server within 5. On the server that
 * revokes it holds at once: each revocation begins a new era, and nothing remembered from an era before it counts, not
 * even what a look-up that was under way meanwhile puts in afterwards. Keys that don't exist are not remembered.
 */
public final class KeyRing {
    private static final Duration MEMORY = Duration.ofSeconds(3);
    private static final int LARGEST = 10_000;

    /** A caller that was in the store at {@code nanos}, when the look-up began. */
    private record Known(Caller caller, long era, long nanos) {}

    private final Database database;
    private final Ticker ticker;
    private final Cache<Object, Known> cache; // by digest, and by id
    private final AtomicLong era = new AtomicLong();
    private final KeyStore store = new KeyStore();

    public KeyRing(Database database, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
        this.cache = Caffeine.newBuilder()
                .maximumSize(LARGEST)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    /** Whose key this is, if it is one and in force. */
    Optional<Caller> find(TokenDigest digest) {
        return find(digest, tx -> store.inForce(tx, digest));
    }

    /** The key of this id, if it is in force. */
    Optional<Caller> find(UUID keyId) {
        return find(keyId, tx -> store.inForce(tx, keyId));
    }

    private Optional<Caller> find(Object key, Function<Tx, Optional<Caller>> lookUp) {
        long now = ticker.read();
        long thisEra = era.get(); // before the look-up: what began before a revocation counts as before it
        Known known = cache.getIfPresent(key);
        // The age is that of the look-up's beginning, not of its end: a slow look-up tells of the past.
        if (known != null && known.era == thisEra && now - known.nanos < MEMORY.toNanos()) {
            return Optional.of(known.caller);
        }
        Optional<Caller> found = database.read(lookUp);
        found.ifPresent(caller -> cache.put(key, new Known(caller, thisEra, now)));
        return found;
    }

    /** Forgets everything; to be called after a revocation is committed. */
    void forget() {
        era.incrementAndGet();
        cache.invalidateAll();
    }
}
