package io.roster.access;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;

/** Every JWT that may be presented: our own, and those of the outside identity provider where there is one. */
public final class Tokens {
    private final AccessTokens own;
    private final Optional<OutsideTokens> outside;

    public Tokens(AccessTokens own, Optional<OutsideTokens> outside) {
        this.own = own;
        this.outside = outside;
    }

    /** Whether {@code token} has the shape of a JWT; an API key never has. */
    static boolean isOne(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    /** Whose token this is; refused unless it holds. */
    Caller caller(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            String issuer = jwt.getJWTClaimsSet().getIssuer();
            return outside.filter(provider -> issuer != null && provider.areOf(issuer))
                    .map(provider -> provider.caller(jwt))
                    .orElseGet(() -> own.caller(jwt));
        } catch (ParseException | IllegalArgumentException e) { // the latter for some headers that make no sense
            throw TokenRules.invalid();
        }
    }
}
