package io.roster.access;

import java.time.Instant;
import java.util.UUID;

/** Whom workspaces belong to: a company, or an agency that keeps one workspace for each of its clients. */
public record Account(UUID id, String name, boolean agencyMode, Instant createdAt) {}
