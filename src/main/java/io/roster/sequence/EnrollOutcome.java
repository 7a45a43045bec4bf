package io.roster.sequence;

import java.util.Locale;
import java.util.UUID;

/** What became of one contact that was to be enrolled. */
public sealed interface EnrollOutcome {
    record Enrolled(UUID enrollmentId) implements EnrollOutcome {}

    /** It is in the sequence already. */
    record AlreadyEnrolled() implements EnrollOutcome {}

    record Rejected(Reason reason) implements EnrollOutcome {}

    /** Why not, the first that applies in this order. */
    enum Reason {
        NOT_FOUND,
        DELETED,
        SUPPRESSED,
        INVALID_EMAIL,
        ASSIGNED_TO_OTHER_CLIENT,
        ICP_TIER,
        CAMPAIGN_FILTER;

        /** As it is written in the API: {@code icp_tier}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
