package io.roster.api.nimbus;

import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.failure.Failure;

/** The NimbusOS error answer: {@code {"error":{"code","message","field"}}}, as the seed prints it. */
public final class NimbusErrors {
    private record Answer(int status, String code) {}

    private NimbusErrors() {}

    public static Reply reply(Failure failure) {
        Answer answer = answer(failure);
        return Reply.json(
                answer.status(),
                JsonOut.write(out -> out.object(body -> body.object(
                        "error",
                        error -> error.text("code", answer.code())
                                .text("message", failure.message())
                                .text("field", failure.field())))));
    }

    /** The code of a failure, for rows of a batch that fail by themselves. */
    public static String code(Failure failure) {
        return answer(failure).code();
    }

    private static Answer answer(Failure failure) {
        return switch (failure) {
            case Failure.Invalid f -> new Answer(400, "validation_error");
            case Failure.Unauthenticated f -> new Answer(401, "authentication_required");
            case Failure.Forbidden f -> new Answer(403, "forbidden");
            case Failure.NotFound f -> new Answer(404, "not_found");
            case Failure.MethodNotAllowed f -> new Answer(405, "method_not_allowed");
            case Failure.Conflict f -> new Answer(409, "conflict");
            case Failure.EmailTaken f -> new Answer(409, "conflict");
            case Failure.GloballySuppressed f -> new Answer(409, "globally_suppressed");
            case Failure.AssignedToOtherClient f -> new Answer(409, "assigned_to_other_client");
            case Failure.SequenceNotActive f -> new Answer(409, "sequence_not_active");
            case Failure.PreconditionFailed f -> new Answer(412, "precondition_failed");
            case Failure.PayloadTooLarge f -> new Answer(413, "payload_too_large");
            case Failure.UnsupportedMediaType f -> new Answer(415, "unsupported_media_type");
            case Failure.Suppressed f -> new Answer(422, "suppressed");
            case Failure.IdempotencyKeyReused f -> new Answer(409, "idempotency_key_reused");
            case Failure.IdempotencyInProgress f -> new Answer(409, "idempotency_in_progress");
            case Failure.RateLimited f -> new Answer(429, "rate_limited");
            case Failure.Unavailable f -> new Answer(503, "unavailable");
            case Failure.Internal f -> new Answer(500, "internal_error");
        };
    }
}
