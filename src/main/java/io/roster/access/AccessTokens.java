package io.roster.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Access tokens (RFC 9068): JWTs of our own, which stand for an API key for an hour at most, with no more scopes than it
 * has. They hold only as long as their key does.
 */
public final class AccessTokens {
    private static final String AUDIENCE = "roster";
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final Set<String> CLAIMS = Set.of("iss", "aud", "sub", "ws", "scope", "iat", "exp", "jti");

    private final SigningKeys keys;
    private final KeyRing keyRing;
    private final String issuer;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final TokenRules rules;

    public AccessTokens(SigningKeys keys, KeyRing keyRing, String issuer, UuidV7 ids, InstantSource clock) {
        this.keys = keys;
        this.keyRing = keyRing;
        this.issuer = issuer;
        this.ids = ids;
        this.clock = clock;
        this.rules = new TokenRules(
                issuer,
                AUDIENCE,
                Set.of(JWSAlgorithm.ES256),
                Set.of(TYPE),
                CLAIMS,
                (selector, context) -> selector.select(new JWKSet(keys.verifying(
                        selector.getMatcher().getKeyIDs() == null
                                ? null
                                : selector.getMatcher().getKeyIDs().stream()
                                        .findFirst()
                                        .orElse(null)))),
                clock);
    }

    /** A token just made. */
    public record Issued(String token, Duration lifetime, Set<Scope> scopes) {
        /** As OAuth writes scopes: separated by spaces. */
        public String scope() {
            return scopes.stream().map(Scope::wire).collect(Collectors.joining(" "));
        }
    }

    /** Makes a token for a caller that came with its key, with all its scopes unless {@code wanted} names fewer. */
    public Issued issue(Caller caller, Optional<Grant> wanted, Duration lifetime) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(wanted.map(Grant::scopes).orElse(caller.scopes()));
        for (Scope scope : scopes) {
            if (!scope.within(caller.scopes())) {
                throw new Failure.Forbidden(
                                "The key does not have the scope %s, so its token cannot".formatted(scope.wire()))
                        .refusal();
            }
        }
        return sign(caller, new Issued("", lifetime, scopes));
    }

    private Issued sign(Caller caller, Issued draft) {
        SigningKey key = keys.signing();
        Instant now = clock.instant();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(TYPE)
                .keyID(key.id())
                .build();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject(IdKind.API_KEY.format(caller.keyId()))
                .claim("ws", IdKind.WORKSPACE.format(caller.workspaceId()))
                .claim("scope", draft.scope())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(draft.lifetime())))
                .jwtID(ids.next().toString())
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key.jwk()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a signing key does not sign", e);
        }
        return new Issued(token.serialize(), draft.lifetime(), draft.scopes());
    }

    /** Whose token this is; refused unless it holds, and its key does. */
    Caller caller(SignedJWT token) {
        JWTClaimsSet claims = rules.claims(token);
        try {
            UUID keyId = IdKind.API_KEY.parse(claims.getSubject()).orElseThrow(TokenRules::invalid);
            Caller key = keyRing.find(keyId).orElseThrow(TokenRules::invalid);
            if (!IdKind.WORKSPACE.format(key.workspaceId()).equals(claims.getStringClaim("ws"))) {
                throw TokenRules.invalid();
            }
            return key.byToken(scopes(claims.getStringClaim("scope")));
        } catch (ParseException e) {
            throw TokenRules.invalid();
        }
    }

    /** The scopes that a {@code scope} claim names; a name that is none stands for nothing. */
    static Set<Scope> scopes(String claim) {
        return new Grant(Arrays.asList(claim.split(" "))).scopes();
    }
}
