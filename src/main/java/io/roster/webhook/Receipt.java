package io.roster.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt to deliver.
 *
 * @param status null when there was no answer
 * @param body the first 2 KB of the answer
 * @param error why there was no answer, in words
 * @param retryAfter what the receiver asked for
 */
record Receipt(
        @Nullable Integer status,
        int latencyMillis,
        @Nullable String body,
        @Nullable String error,
        @Nullable Duration retryAfter) {
    private static final int GONE = 410;

    boolean isSuccess() {
        return status != null && status >= 200 && status < 300;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }
}
