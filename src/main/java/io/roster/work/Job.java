package io.roster.work;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of background work.
 *
 * @param payload what is to be done
 * @param progress how far it has come, as the handler notes it
 * @param failures how often it failed since it last came further
 * @param error why it failed for good; null while it hasn't
 */
public record Job(
        UUID id,
        UUID workspaceId,
        String kind,
        Map<String, Object> payload,
        Map<String, Object> progress,
        int failures,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /** Where a job is in its life. */
    public enum Status {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED;

        /** As it is written in the API: {@code queued}. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Status status() {
        if (finishedAt != null) {
            return error == null ? Status.COMPLETED : Status.FAILED;
        }
        return startedAt == null ? Status.QUEUED : Status.RUNNING;
    }
}
