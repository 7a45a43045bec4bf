package io.roster.contact;

import io.roster.sequence.Enrollments;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a merge has done with one duplicate, so that it can be undone.
 *
 * @param events those that were the duplicate's
 */
record Merge(
        UUID id,
        UUID survivorId,
        UUID duplicateId,
        Instant mergedAt,
        Filling filling,
        List<UUID> events,
        Enrollments.Moved enrollments) {}
