package io.roster.access;

import io.roster.failure.Failure;
import java.util.Set;
import java.util.UUID;

/** Who is calling, once authenticated: the workspace that every look-up goes through, the key, and what it may do. */
public record Caller(UUID workspaceId, UUID accountId, UUID keyId, String keyName, Set<Scope> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Refuses a caller that was not granted {@code scope}. */
    public void require(Scope scope) {
        if (!scope.within(scopes)) {
            throw new Failure.Forbidden("This needs the scope %s, which the key does not have".formatted(scope.wire()))
                    .refusal();
        }
    }
}
