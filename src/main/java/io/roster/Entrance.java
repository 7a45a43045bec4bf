package io.roster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.access.AccessTokens;
import io.roster.access.AdminKey;
import io.roster.access.Authentication;
import io.roster.access.KeyRing;
import io.roster.access.OutsideTokens;
import io.roster.access.RateLimits;
import io.roster.access.SigningKeys;
import io.roster.access.Tenancy;
import io.roster.access.Tokens;
import io.roster.api.http.Admission;
import java.net.URI;

/** Who may come in: workspaces and their keys, access tokens, and how often each may call. */
record Entrance(Tenancy tenancy, SigningKeys signingKeys, AccessTokens accessTokens, Admission admission) {
    static Entrance wire(Essentials made) {
        Config config = made.config();
        Ticker ticker = Ticker.systemTicker();
        KeyRing keyRing = new KeyRing(made.database(), ticker);
        SigningKeys signingKeys = new SigningKeys(made.database(), made.random(), made.clock(), ticker);
        signingKeys.prepare();
        AccessTokens accessTokens = new AccessTokens(signingKeys, keyRing, issuer(config), made.ids(), made.clock());
        Tokens bearer = new Tokens(
                accessTokens,
                config.outsideIssuer().map(issuer -> new OutsideTokens(issuer, made.database(), made.clock())));
        Authentication authentication =
                new Authentication(AdminKey.of(config.adminKey(), config.home(), made.random()), keyRing, bearer);
        RateLimits limits =
                RateLimits.of(config.rateLimit(), config.rateLimitStore(), made.database(), ticker, made.clock());
        return new Entrance(
                new Tenancy(made.database(), keyRing, made.ids(), made.random(), made.clock()),
                signingKeys,
                accessTokens,
                new Admission(authentication::caller, authentication::operator, limits));
    }

    /** The same for all servers on one database, unless they are told different public addresses. */
    private static String issuer(Config config) {
        return config.publicUrl().map(URI::toString).orElse("roster");
    }
}
