package io.roster.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.roster.db.Database;
import io.roster.id.IdKind;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of an outside identity provider: the claim {@code ws} names the workspace, {@code scope} the scopes. Its
 * keys are remembered for 5 minutes, asked for anew when a token names one that is not among them, and remembered for 4
 * hours while the provider does not answer.
 */
public final class OutsideTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final Set<String> CLAIMS = Set.of("iss", "aud", "sub", "ws", "scope", "exp");
    private static final int NETWORK_MILLIS = 2_000;
    private static final int LARGEST_KEY_SET = 256 * 1024;
    private static final int LONGEST_NAME = 200;

    private final OutsideIssuer issuer;
    private final Database database;
    private final TenancyStore store = new TenancyStore();
    private final TokenRules rules;

    public OutsideTokens(OutsideIssuer issuer, Database database, InstantSource clock) {
        this.issuer = issuer;
        this.database = database;
        Set<@Nullable JOSEObjectType> types =
                new HashSet<>(Arrays.asList(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        this.rules =
                new TokenRules(issuer.issuer(), issuer.audience(), ALGORITHMS, types, CLAIMS, published(issuer), clock);
    }

    private static JWKSource<SecurityContext> published(OutsideIssuer issuer) {
        try {
            return JWKSourceBuilder.create(
                            issuer.keys().toURL(),
                            new DefaultResourceRetriever(NETWORK_MILLIS, NETWORK_MILLIS, LARGEST_KEY_SET))
                    .cache(
                            Duration.ofMinutes(5).toMillis(),
                            Duration.ofSeconds(5).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(Duration.ofSeconds(10).toMillis())
                    .outageTolerant(Duration.ofHours(4).toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    boolean areOf(String tokenIssuer) {
        return issuer.issuer().equals(tokenIssuer);
    }

    /** Whose token this is; refused unless it holds, and its workspace is there. */
    Caller caller(SignedJWT token) {
        JWTClaimsSet claims = rules.claims(token);
        try {
            UUID workspaceId =
                    IdKind.WORKSPACE.parse(claims.getStringClaim("ws")).orElseThrow(TokenRules::invalid);
            Workspace workspace =
                    database.read(tx -> store.workspace(tx, workspaceId)).orElseThrow(TokenRules::invalid);
            return new Caller(
                    workspaceId,
                    workspace.accountId(),
                    id(workspaceId, claims.getSubject()),
                    name(claims.getSubject()),
                    AccessTokens.scopes(claims.getStringClaim("scope")),
                    Optional.empty(),
                    true);
        } catch (ParseException e) {
            throw TokenRules.invalid();
        }
    }

    /** Always the same for the same subject, so that its requests share a rate limit and are told apart in the log. */
    private UUID id(UUID workspaceId, String subject) {
        String whole = issuer.issuer() + "\n" + workspaceId + "\n" + subject;
        return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(String subject) {
        String visible = subject.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return visible.substring(0, Math.min(visible.length(), LONGEST_NAME));
    }
}
