package io.roster.access;

import io.roster.failure.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who is calling, once authenticated: the workspace that every look-up goes through, the key, and what it may do.
 *
 * @param keyId for a caller of an outside identity provider an id made of its issuer and its name there
 * @param rateLimit the key's own, where it has one
 * @param byToken whether an access token was presented, and not the key itself
 */
public record Caller(
        UUID workspaceId,
        UUID accountId,
        UUID keyId,
        String keyName,
        Set<Scope> scopes,
        Optional<RateLimit> rateLimit,
        boolean byToken) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** A caller with an API key that has no rate limit of its own. */
    public Caller(UUID workspaceId, UUID accountId, UUID keyId, String keyName, Set<Scope> scopes) {
        this(workspaceId, accountId, keyId, keyName, scopes, Optional.empty(), false);
    }

    /** Refuses a caller that was not granted {@code scope}. */
    public void require(Scope scope) {
        if (!scope.within(scopes)) {
            throw new Failure.Forbidden("This needs the scope %s, which the key does not have".formatted(scope.wire()))
                    .refusal();
        }
    }

    /** The same caller by a token, which may do no more than both the token and the key say. */
    Caller byToken(Set<Scope> granted) {
        Set<Scope> both = granted.stream().filter(scope -> scope.within(scopes)).collect(Collectors.toSet());
        return new Caller(workspaceId, accountId, keyId, keyName, both, rateLimit, true);
    }
}
