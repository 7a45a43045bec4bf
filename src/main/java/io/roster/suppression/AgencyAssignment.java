package io.roster.suppression;

import java.time.Instant;
import java.util.UUID;

/** Which of an agency's workspaces owns an address. */
public record AgencyAssignment(UUID accountId, String email, UUID workspaceId, Instant assignedAt) {}
