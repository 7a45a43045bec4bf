package io.roster.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token must be to be believed: signed by an expected algorithm with a key of the issuer's, for this audience, of
 * this issuer, with every claim that is needed, and not expired. Keys are taken from the issuer's set alone: whatever
 * the token itself says of keys ({@code jku}, {@code x5u}, {@code jwk}) is not looked at.
 */
final class TokenRules {
    private static final int SKEW_SECONDS = 60;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    TokenRules(
            String issuer,
            String audience,
            Set<JWSAlgorithm> algorithms,
            Set<@Nullable JOSEObjectType> types,
            Set<String> claims,
            JWKSource<SecurityContext> keys,
            InstantSource clock) {
        // A HashSet, which can be asked for the null of a token without a type.
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new HashSet<>(types)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        var claimsVerifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        Set.of(audience),
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        claims,
                        Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claimsVerifier.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claimsVerifier);
    }

    /** What the token says, if it is to be believed. */
    JWTClaimsSet claims(SignedJWT token) {
        try {
            return processor.process(token, null);
        } catch (KeySourceException e) {
            throw new Failure.Unavailable(
                            "The identity provider's keys cannot be had; try again", Duration.ofSeconds(5))
                    .refusal();
        } catch (BadJOSEException | JOSEException e) {
            throw invalid();
        }
    }

    /** The same for every fault: which it is concerns the token's holder only. */
    static Refusal invalid() {
        return new Failure.Unauthenticated("Invalid or expired access token").refusal();
    }
}
