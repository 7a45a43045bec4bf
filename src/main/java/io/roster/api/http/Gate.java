package io.roster.api.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.roster.access.Allowance;
import io.roster.access.Caller;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.id.UuidV7;
import io.roster.idempotency.Fingerprint;
import io.roster.idempotency.IdempotencyKey;
import io.roster.patience.Patience;
import io.roster.trace.Span;
import io.roster.trace.Tracing;
import java.util.Optional;
import java.util.function.Function;

/** The way of every request, from the socket to a route's handler and back. */
final class Gate {
    private final HttpSettings settings;
    private final Router router;
    private final Admission admission;
    private final Function<Function<Tx, Reply>, Reply> transaction;
    private final Optional<Idempotency> idempotency;
    private final UuidV7 ids;
    private final RequestMeter meter;
    private final Tracing tracing;
    private final Cors cors;
    private final Patience patience;

    Gate(
            HttpSettings settings,
            Router router,
            Admission admission,
            Function<Function<Tx, Reply>, Reply> transaction,
            Optional<Idempotency> idempotency,
            UuidV7 ids,
            RequestMeter meter,
            Tracing tracing,
            Patience patience) {
        this.settings = settings;
        this.router = router;
        this.admission = admission;
        this.transaction = transaction;
        this.idempotency = idempotency;
        this.ids = ids;
        this.meter = meter;
        this.tracing = tracing;
        this.cors = new Cors(settings.corsOrigins());
        this.patience = patience;
    }

    void pass(ServerRequest request, ServerResponse response) {
        Incoming incoming = new Incoming(request);
        RequestRecord told = new RequestRecord(RequestId.of(incoming.header("X-Request-Id"), ids), incoming.method());
        meter.begun();
        Span span = tracing.request(incoming.header("traceparent"));
        try {
            Reply answer = answer(incoming, told);
            Reply limited = told.allowance()
                    .map(allowance -> RateLimitHeaders.on(answer, allowance))
                    .orElse(answer);
            Reply reply = compressed(incoming, cors.exposed(limited, incoming));
            told.status(reply.status());
            new Outgoing(incoming, response, patience).send(reply.with("X-Request-Id", told.requestId()));
        } catch (Body.CutShort e) {
            throw new CloseConnectionException("the caller is gone", e);
        } finally {
            meter.ended();
            told.count(meter);
            told.log();
            told.end(span);
        }
    }

    /** The steps of a request, in their order; each may refuse it. */
    private Reply answer(Incoming incoming, RequestRecord told) {
        Dialect dialect = router.dialectOf(incoming.path());
        try {
            Optional<Reply> preflight = cors.preflight(incoming, router);
            if (preflight.isPresent()) {
                return preflight.get();
            }
            Router.Match match = router.route(incoming.method(), incoming.path());
            dialect = match.dialect();
            told.route(match.route());
            Optional<Caller> caller = admit(match.route().access(), incoming, told);
            return admitted(incoming, match, caller, told.requestId());
        } catch (Body.CutShort e) {
            throw e;
        } catch (Throwable e) {
            return Refusals.answer(dialect, e, told.requestId());
        }
    }

    private Optional<Caller> admit(Access access, Incoming incoming, RequestRecord told) {
        Optional<Caller> caller = admission.identify(access, incoming);
        told.caller(caller);
        Optional<Allowance> allowance = admission.take(caller);
        told.allowance(allowance);
        allowance.filter(taken -> !taken.granted()).ifPresent(none -> {
            throw new Failure.RateLimited(none.untilNext()).refusal();
        });
        admission.authorise(access, caller, incoming);
        return caller;
    }

    /** The steps of a request whose caller is known; what it is answered, refusals too, comes back through here. */
    private Reply admitted(Incoming incoming, Router.Match match, Optional<Caller> caller, String requestId) {
        try (Body body = new Body(incoming, settings, patience)) {
            return handled(incoming, match, caller, requestId, body);
        }
    }

    private Reply handled(Incoming incoming, Router.Match match, Optional<Caller> caller, String requestId, Body body) {
        Function<Function<Function<Tx, Reply>, Reply>, Reply> handling = write ->
                match.route().handler().handle(new Call(requestId, incoming, match.parameters(), caller, body, write));
        try {
            Optional<IdempotencyKey> key = idempotencyKey(incoming, match.route(), caller);
            if (idempotency.isEmpty() || key.isEmpty()) {
                return handling.apply(transaction);
            }
            return idempotency
                    .get()
                    .answer(
                            key.get(),
                            Fingerprint.of(incoming.method(), incoming.path(), incoming.queryString(), body.digest()),
                            transaction,
                            handling,
                            refusal -> Refusals.answer(match.dialect(), refusal, requestId));
        } catch (Refusal e) {
            return Refusals.answer(match.dialect(), e, requestId);
        }
    }

    /** Every POST to a workspace's data takes one. */
    private static Optional<IdempotencyKey> idempotencyKey(Incoming incoming, Route route, Optional<Caller> caller) {
        return route.method().equals("POST") && route.access() instanceof Access.Scoped
                ? caller.flatMap(known -> incoming.header(IdempotencyKey.HEADER)
                        .map(text -> new IdempotencyKey(known.workspaceId(), text)))
                : Optional.empty();
    }

    private static Reply compressed(Incoming incoming, Reply reply) {
        return Compression.compressed(reply, incoming.header("Accept-Encoding"));
    }

    /** The answer to what never became a request, such as a malformed header; {@code status} is the protocol's own. */
    Reply refused(String path, int status, Failure failure, Optional<String> sentId) {
        String requestId = RequestId.of(sentId, ids);
        Reply reply = Refusals.answer(router.dialectOf(path), failure, requestId);
        RequestRecord told = new RequestRecord(requestId, "-");
        told.status(status);
        told.count(meter);
        told.log();
        return new Reply(status, reply.headers(), reply.body()).with("X-Request-Id", requestId);
    }
}
