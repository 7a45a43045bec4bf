package io.roster.api.nodestash;

import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.failure.Failure;

/** The nodestash error answer: {@code {"error":{"code","message"},"meta":{"request_id"}}}, with a field if there is one. */
final class NodestashErrors {
    private record Answer(int status, String code) {}

    private NodestashErrors() {}

    static Reply reply(Failure failure, String requestId) {
        Answer answer = answer(failure);
        return Reply.json(
                answer.status(),
                JsonOut.write(out -> out.object(body -> {
                    body.object("error", error -> {
                        error.text("code", answer.code()).text("message", failure.message());
                        String field = failure.field();
                        if (field != null) {
                            error.text("field", field);
                        }
                    });
                    NodestashPage.meta(body, requestId);
                })));
    }

    private static Answer answer(Failure failure) {
        return switch (failure) {
            case Failure.Invalid _ -> new Answer(400, "VALIDATION_ERROR");
            case Failure.Unauthenticated _ -> new Answer(401, "INVALID_API_KEY");
            case Failure.Forbidden _ -> new Answer(403, "FORBIDDEN");
            case Failure.NotFound _ -> new Answer(404, "NOT_FOUND");
            case Failure.MethodNotAllowed _ -> new Answer(405, "METHOD_NOT_ALLOWED");
            case Failure.Conflict _ -> new Answer(409, "CONFLICT");
            case Failure.EmailTaken _ -> new Answer(409, "EMAIL_ALREADY_EXISTS");
            case Failure.GloballySuppressed _ -> new Answer(409, "GLOBALLY_SUPPRESSED");
            case Failure.AssignedToOtherClient _ -> new Answer(409, "ASSIGNED_TO_OTHER_CLIENT");
            case Failure.SequenceNotActive _ -> new Answer(409, "SEQUENCE_NOT_ACTIVE");
            case Failure.PreconditionFailed _ -> new Answer(412, "PRECONDITION_FAILED");
            case Failure.PayloadTooLarge _ -> new Answer(413, "PAYLOAD_TOO_LARGE");
            case Failure.UnsupportedMediaType _ -> new Answer(415, "UNSUPPORTED_MEDIA_TYPE");
            case Failure.Suppressed _ -> new Answer(422, "SUPPRESSED");
            case Failure.IdempotencyKeyReused _ -> new Answer(409, "IDEMPOTENCY_KEY_REUSED");
            case Failure.IdempotencyInProgress _ -> new Answer(409, "IDEMPOTENCY_IN_PROGRESS");
            case Failure.RateLimited _ -> new Answer(429, "RATE_LIMITED");
            case Failure.Unavailable _ -> new Answer(503, "UNAVAILABLE");
            case Failure.Internal _ -> new Answer(500, "INTERNAL_ERROR");
        };
    }
}
