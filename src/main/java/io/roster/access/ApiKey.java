package io.roster.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace's key as it can be shown: everything but the key itself, which is nowhere kept. */
public record ApiKey(
        UUID id,
        UUID workspaceId,
        String name,
        Grant grant,
        String prefix,
        @Nullable RateLimit rateLimit,
        Instant createdAt,
        @Nullable Instant revokedAt) {

    /** A key just made, with the token that is shown this once. */
    public record Issued(ApiKey key, ApiKeyToken token) {}
}
