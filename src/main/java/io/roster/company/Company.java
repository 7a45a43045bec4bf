package io.roster.company;

import io.roster.text.Words;
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
        Instant updatedAt) {
    /** The words that full-text search finds its contacts by. */
    public String words() {
        return Words.stored(name, domain);
    }

    Company changedAt(Instant at) {
        return new Company(id, name, domain, industry, employeeCount, revenueBand, createdAt, at);
    }
}
