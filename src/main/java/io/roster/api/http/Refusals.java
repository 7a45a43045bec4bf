package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for what went wrong: in the dialect's shape, with the headers that the failure has in every dialect. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger("roster.http");

    private Refusals() {}

    /** The answer to whatever a request's handling threw; what is no refusal is a defect, and logged. */
    static Reply answer(Dialect dialect, Throwable thrown, String requestId) {
        if (thrown instanceof Refusal refusal) {
            return answer(dialect, refusal.failure(), requestId);
        }
        LOG.atError().addKeyValue("request_id", requestId).setCause(thrown).log("a request failed");
        return answer(dialect, new Failure.Internal(), requestId);
    }

    static Reply answer(Dialect dialect, Failure failure, String requestId) {
        Reply reply = rendered(dialect, failure, requestId);
        return switch (failure) {
            case Failure.MethodNotAllowed notAllowed -> reply.with("Allow", String.join(", ", notAllowed.allowed()));
            case Failure.Unauthenticated _ -> reply.with("WWW-Authenticate", "Bearer");
            case Failure.Unavailable unavailable -> later(reply, unavailable.retryAfter());
            case Failure.RateLimited limited -> later(reply, limited.retryAfter());
            case Failure.IdempotencyInProgress running -> later(reply, running.retryAfter());
            case Failure.Invalid _,
                    Failure.Forbidden _,
                    Failure.NotFound _,
                    Failure.Conflict _,
                    Failure.EmailTaken _,
                    Failure.GloballySuppressed _,
                    Failure.AssignedToOtherClient _,
                    Failure.Suppressed _,
                    Failure.IdempotencyKeyReused _,
                    Failure.SequenceNotActive _,
                    Failure.PreconditionFailed _,
                    Failure.PayloadTooLarge _,
                    Failure.UnsupportedMediaType _,
                    Failure.Internal _ -> reply;
        };
    }

    private static Reply later(Reply reply, Duration time) {
        return reply.with(
                "Retry-After", Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    private static Reply rendered(Dialect dialect, Failure failure, String requestId) {
        try {
            return dialect.failure(failure, requestId);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("request_id", requestId).setCause(e).log("a failure could not be rendered");
            return Reply.json(500, "{\"error\":{\"code\":\"internal_error\"}}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
