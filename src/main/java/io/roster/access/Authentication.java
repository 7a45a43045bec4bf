package io.roster.access;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.util.Optional;

/** Tells from a bearer token who calls, and keeps the operator and the workspaces apart. */
public final class Authentication {
    private final AdminKey adminKey;
    private final KeyRing keyRing;
    private final Optional<Tokens> tokens;

    public Authentication(AdminKey adminKey, KeyRing keyRing, Tokens tokens) {
        this(adminKey, keyRing, Optional.of(tokens));
    }

    /** For API keys alone. */
    public Authentication(AdminKey adminKey, KeyRing keyRing) {
        this(adminKey, keyRing, Optional.empty());
    }

    private Authentication(AdminKey adminKey, KeyRing keyRing, Optional<Tokens> tokens) {
        this.adminKey = adminKey;
        this.keyRing = keyRing;
        this.tokens = tokens;
    }

    /** The caller whose API key or access token {@code token} is. */
    public Caller caller(String token) {
        TokenDigest digest = TokenDigest.of(token);
        if (adminKey.matches(digest)) {
            throw new Failure.Forbidden(
                            "The admin key opens the operator endpoints only; this one takes an API key of a workspace")
                    .refusal();
        }
        return find(token, digest).orElseThrow(Authentication::invalid);
    }

    /** Returns when {@code token} is the admin key. */
    public void operator(String token) {
        TokenDigest digest = TokenDigest.of(token);
        if (adminKey.matches(digest)) {
            return;
        }
        if (find(token, digest).isPresent()) {
            throw new Failure.Forbidden(
                            "This is an operator endpoint; it takes the admin key, not a workspace's API key")
                    .refusal();
        }
        throw invalid();
    }

    private Optional<Caller> find(String token, TokenDigest digest) {
        if (tokens.isPresent() && Tokens.isOne(token)) {
            return Optional.of(tokens.get().caller(token));
        }
        return ApiKeyToken.parse(token).flatMap(wellFormed -> keyRing.find(digest));
    }

    /** The same for a malformed, an unknown and a revoked key: which of these it is concerns its holder only. */
    private static Refusal invalid() {
        return new Failure.Unauthenticated("Invalid API key").refusal();
    }
}
