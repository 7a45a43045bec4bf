package io.roster.sequence;

import java.time.Instant;
import java.util.UUID;

/**
 * A contact's way through a sequence.
 *
 * @param sequenceName as it is now, or was when the sequence was deleted
 * @param currentStep how many steps have been taken
 */
public record Enrollment(
        UUID id,
        UUID sequenceId,
        String sequenceName,
        UUID contactId,
        EnrollmentStatus status,
        int currentStep,
        Instant enrolledAt,
        Instant updatedAt) {}
