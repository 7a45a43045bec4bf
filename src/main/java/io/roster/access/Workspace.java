package io.roster.access;

import java.time.Instant;
import java.util.UUID;

/** The wall that everything else stands within: no request sees two workspaces. */
public record Workspace(UUID id, UUID accountId, String name, Instant createdAt) {}
