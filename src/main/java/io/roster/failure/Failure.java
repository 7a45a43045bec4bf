package io.roster.failure;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong with a request, said once for all dialects: each dialect renders it by an exhaustive
 * switch, so that a new failure does not compile until every dialect has an answer for it. Messages are for the caller:
 * they say what is wrong with what and what would be right.
 */
public sealed interface Failure {
    /** The sentence for the caller. */
    String message();

    /** The input at fault, such as {@code filters[1].value}; null when there is none to name. */
    default @Nullable String field() {
        return null;
    }

    /** This failure, to be thrown: it carries no stack trace, for it is an answer and not a defect. */
    default Refusal refusal() {
        return new Refusal(this, null);
    }

    /** The same, for those of our own who want to know what is behind it; no caller sees it. */
    default Refusal refusal(Throwable cause) {
        return new Refusal(this, cause);
    }

    static Refusal invalid(@Nullable String field, String message) {
        return new Invalid(field, message).refusal();
    }

    static Refusal notFound(String what) {
        return new NotFound(what + " not found").refusal();
    }

    /** 400: the request itself is wrong. */
    record Invalid(@Nullable String field, String message) implements Failure {}

    /** 401: no credentials, or none that hold. */
    record Unauthenticated(String message) implements Failure {}

    /** 403: known, but not allowed. */
    record Forbidden(String message) implements Failure {}

    /** 404: not there, or not in this workspace, which is the same. */
    record NotFound(String message) implements Failure {}

    /** 405, with the methods that the path does take. */
    record MethodNotAllowed(List<String> allowed) implements Failure {
        @Override
        public String message() {
            return "Method not allowed; this path takes " + String.join(", ", allowed);
        }
    }

    /** 409: at odds with what is stored. */
    record Conflict(@Nullable String field, String message) implements Failure {}

    /** 409: another contact of the workspace has the address. */
    record EmailTaken(String message) implements Failure {
        @Override
        public String field() {
            return "email";
        }
    }

    /** 409: the operator has barred the address from being contacted by anybody. */
    record GloballySuppressed(String message) implements Failure {
        @Override
        public String field() {
            return "email";
        }
    }

    /** 409: another workspace of the agency's account owns the address. */
    record AssignedToOtherClient(String message) implements Failure {
        @Override
        public String field() {
            return "email";
        }
    }

    /** 409: nobody can be enrolled in a sequence that is not active. */
    record SequenceNotActive(String message) implements Failure {}

    /** 409: the Idempotency-Key belongs to another request. */
    record IdempotencyKeyReused() implements Failure {
        @Override
        public String field() {
            return "Idempotency-Key";
        }

        @Override
        public String message() {
            return "This Idempotency-Key was used with another method, path or body";
        }
    }

    /** 409: the first request with this Idempotency-Key still runs; the caller may come again after {@code retryAfter}. */
    record IdempotencyInProgress(Duration retryAfter) implements Failure {
        @Override
        public String field() {
            return "Idempotency-Key";
        }

        @Override
        public String message() {
            return "The first request with this Idempotency-Key is still running; try again";
        }
    }

    /** 412: an If-Match that no longer holds. */
    record PreconditionFailed(String message) implements Failure {}

    /** 413. */
    record PayloadTooLarge(String message) implements Failure {}

    /** 415. */
    record UnsupportedMediaType(String message) implements Failure {}

    /** 422: the workspace must not contact the address. */
    record Suppressed(String message) implements Failure {
        @Override
        public String field() {
            return "email";
        }
    }

    /** 429: too often; the caller may come again after {@code retryAfter}. */
    record RateLimited(Duration retryAfter) implements Failure {
        @Override
        public String message() {
            return "Rate limit exceeded";
        }
    }

    /** 503: the store is away or busy; the caller may come again after {@code retryAfter}. */
    record Unavailable(String message, Duration retryAfter) implements Failure {}

    /** 500: a defect of ours, logged under the request's id. */
    record Internal() implements Failure {
        @Override
        public String message() {
            return "Something went wrong on our side; it is logged under this request's id";
        }
    }
}
