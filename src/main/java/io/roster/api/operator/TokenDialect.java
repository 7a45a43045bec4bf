package io.roster.api.operator;

import io.roster.access.AccessTokens;
import io.roster.access.Grant;
import io.roster.access.SigningKeys;
import io.roster.api.http.Call;
import io.roster.api.http.Dialect;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access tokens for API keys, and the public keys to verify them with. The POST is not replayed by an Idempotency-Key:
 * it changes nothing, and a stored answer would be a stored credential.
 */
public final class TokenDialect implements Dialect {
    private static final long SHORTEST = 60;
    private static final long LONGEST = 3600;

    private final AccessTokens tokens;
    private final SigningKeys keys;

    public TokenDialect(AccessTokens tokens, SigningKeys keys) {
        this.tokens = tokens;
        this.keys = keys;
    }

    @Override
    public String basePath() {
        return "/api/v1/auth";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.keyHolder("POST", "/api/v1/auth/token", this::issue),
                Route.open("GET", "/.well-known/jwks.json", this::published));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }

    private Reply issue(Call call) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.bodyOrEmpty());
        Optional<Grant> scopes = body.texts("scopes").value().map(Grant::of);
        Duration lifetime = lifetime(body.integer("expires_in"));
        body.refuseOthers(Set.of());
        AccessTokens.Issued issued = tokens.issue(call.caller(), scopes, lifetime);
        byte[] answer = JsonOut.write(out -> out.object(it -> it.text("access_token", issued.token())
                .text("token_type", "Bearer")
                .integer("expires_in", issued.lifetime().toSeconds())
                .text("scope", issued.scope())));
        return Reply.json(200, answer).with("Cache-Control", "no-store");
    }

    private static Duration lifetime(Given<Long> given) {
        long seconds = given.value().orElse(LONGEST);
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw Failure.invalid(
                    given.place(), "%s must be %d to %d seconds".formatted(given.place(), SHORTEST, LONGEST));
        }
        return Duration.ofSeconds(seconds);
    }

    private Reply published(Call call) {
        call.query().allowOnly(Set.of());
        return Reply.json(200, keys.published().getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "public, max-age=300");
    }
}
