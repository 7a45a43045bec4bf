package io.roster.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When and why a contact was soft-deleted. */
public record Deletion(Instant at, @Nullable String reason) {}
