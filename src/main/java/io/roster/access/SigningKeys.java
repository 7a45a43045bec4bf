package io.roster.access;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.roster.db.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that access tokens are signed with. They live in the database, so that every server on it signs with the same
 * one and verifies what another has signed; each server remembers them for 3 seconds. A key that is retired verifies
 * for another hour, as long as a token of it can last, and a little more for servers that had not yet heard of it.
 */
public final class SigningKeys {
    private static final Duration MEMORY = Duration.ofSeconds(3);
    private static final Duration AFTERLIFE = Duration.ofHours(1).plusMinutes(2);

    private record Remembered(List<SigningKey> keys, long nanos) {}

    private final Database database;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Ticker ticker;
    private final SigningKeyStore store = new SigningKeyStore();
    private volatile @Nullable Remembered remembered;

    public SigningKeys(Database database, SecureRandom random, InstantSource clock, Ticker ticker) {
        this.database = database;
        this.random = random;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Makes the first key where there is none. */
    public void prepare() {
        signing();
    }

    /** The public parts of the keys whose tokens hold, as RFC 7517 writes them. */
    public String published() {
        return new JWKSet(List.copyOf(verifying())).toPublicJWKSet().toString();
    }

    /** Makes a new key and retires the one before; returns the new one's id. */
    public String rotate() {
        SigningKey fresh = generate();
        database.write(tx -> {
            store.deleteRetiredBefore(tx, now().minus(AFTERLIFE));
            store.retire(tx, now());
            store.insert(tx, fresh);
            return fresh;
        });
        return signing(load()).id();
    }

    /** The key to sign with; made when there is none yet. */
    SigningKey signing() {
        List<SigningKey> keys = remembered();
        if (keys.stream().anyMatch(key -> key.retiredAt() == null)) {
            return signing(keys);
        }
        SigningKey first = generate();
        database.write(tx -> {
            store.insert(tx, first);
            return first;
        });
        return signing(load()); // which another server may have made
    }

    /** The keys that verify, {@code id} among them if it is one; another server may have made it just now. */
    List<JWK> verifying(@Nullable String id) {
        boolean known = remembered().stream().anyMatch(key -> key.id().equals(id));
        return verifying(known ? remembered() : load());
    }

    private List<JWK> verifying() {
        return verifying(remembered());
    }

    private List<JWK> verifying(List<SigningKey> keys) {
        Instant oldest = now().minus(AFTERLIFE);
        return keys.stream()
                .filter(key -> key.retiredAt() == null || key.retiredAt().isAfter(oldest))
                .<JWK>map(SigningKey::jwk)
                .toList();
    }

    private static SigningKey signing(List<SigningKey> keys) {
        return keys.stream()
                .filter(key -> key.retiredAt() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key signs"));
    }

    private List<SigningKey> remembered() {
        Remembered now = remembered;
        return now != null && ticker.read() - now.nanos < MEMORY.toNanos() ? now.keys : load();
    }

    private List<SigningKey> load() {
        long nanos = ticker.read();
        List<SigningKey> keys = database.read(store::all);
        remembered = new Remembered(keys, nanos);
        return keys;
    }

    private SigningKey generate() {
        try {
            return new SigningKey(
                    new ECKeyGenerator(Curve.P_256)
                            .secureRandom(random)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .keyIDFromThumbprint(true)
                            .generate(),
                    now(),
                    null);
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
