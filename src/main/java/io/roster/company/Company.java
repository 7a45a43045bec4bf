package io.roster.company;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A company of a workspace: found by its domain, and named after it until somebody knows better. */
public record Company(
        UUID id,
        String name,
        @Nullable String domain,
        @Nullable String industry,
        @Nullable Integer employeeCount,
        @Nullable String revenueBand,
        Instant createdAt,
        Instant updatedAt) {}
