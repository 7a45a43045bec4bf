package io.roster.access;

import java.util.Set;
import java.util.UUID;

/** Who is calling, once authenticated: the workspace that every look-up goes through, the key, and what it may do. */
public record Caller(UUID workspaceId, UUID accountId, UUID keyId, String keyName, Set<Scope> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }
}
