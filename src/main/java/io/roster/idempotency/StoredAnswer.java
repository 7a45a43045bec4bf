package io.roster.idempotency;

import io.roster.failure.Failure;
import java.util.Map;

/** An answer as it was first given, and what it was given to. */
public record StoredAnswer(Fingerprint fingerprint, int status, Map<String, String> headers, byte[] body) {
    /** Whether an answer of this status is kept: one that was given because the request was executed. */
    public static boolean isKept(int status) {
        return (status >= 200 && status < 300) || status == 404 || status == 409 || status == 422;
    }

    /** This answer, for a retry of its own request; refused for another one. */
    public StoredAnswer forRequest(Fingerprint request) {
        if (!fingerprint.equals(request)) {
            throw new Failure.IdempotencyKeyReused().refusal();
        }
        return this;
    }
}
