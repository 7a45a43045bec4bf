package io.roster.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.db.Database;
import io.roster.failure.Failure;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** How often who may call: keys by their own limit or the server's, and addresses whose credentials do not hold. */
public final class RateLimits {
    /** Where the buckets of keys are: in each server for itself, or in the database for all servers together. */
    public enum Place {
        LOCAL,
        DATABASE
    }

    /** Generous, for many callers may share an address; it is there to bound the work that guessing costs. */
    private static final RateLimit.Per FAILURES = new RateLimit.Per(6000, Duration.ofMinutes(1));

    private final RateLimit standard;
    private final Buckets buckets;
    private final LocalBuckets addresses;

    private RateLimits(RateLimit standard, Buckets buckets, LocalBuckets addresses) {
        this.standard = standard;
        this.buckets = buckets;
        this.addresses = addresses;
    }

    /**
     * Starts with full buckets.
     *
     * @param standard what holds for a key without a limit of its own
     */
    public static RateLimits of(
            RateLimit standard, Place place, Database database, Ticker ticker, InstantSource clock) {
        LocalBuckets local = new LocalBuckets(ticker);
        return new RateLimits(
                standard,
                switch (place) {
                    case LOCAL -> local;
                    case DATABASE -> new SharedBuckets(database, clock);
                },
                local);
    }

    /** Takes a token for one request; nothing where the key is not limited. */
    public Optional<Allowance> take(Caller caller) {
        return switch (caller.rateLimit().orElse(standard)) {
            case RateLimit.Off() -> Optional.empty();
            case RateLimit.Per limit -> Optional.of(buckets.take(caller.keyId(), limit));
        };
    }

    /** To be called when credentials did not hold; refuses an address that has tried too often. */
    public void failed(InetAddress address) {
        Allowance allowance = addresses.takeFor(network(address), FAILURES);
        if (!allowance.granted()) {
            throw new Failure.RateLimited(allowance.untilNext()).refusal();
        }
    }

    /** Who has one IPv6 address commonly has the 2^64 that share its first half. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
