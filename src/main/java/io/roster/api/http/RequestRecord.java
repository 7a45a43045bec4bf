package io.roster.api.http;

import io.roster.access.Allowance;
import io.roster.access.Caller;
import io.roster.id.IdKind;
import io.roster.trace.Span;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the log says of a request, in one line: never its body, its query or its path as sent, for these hold addresses and
 * names.
 */
final class RequestRecord {
    private static final Logger LOG = LoggerFactory.getLogger("roster.http");
    private static final int GONE = 499; // nobody was there any more to be answered; nginx's number for it

    private static final int SERVER_ERROR = 500;
    private static final String NOWHERE = "-";

    private final String requestId;
    private final String method;
    private final long started = System.nanoTime();
    private String route = NOWHERE;
    private int status = GONE;
    private Optional<Caller> caller = Optional.empty();
    private Optional<Allowance> allowance = Optional.empty();

    RequestRecord(String requestId, String method) {
        this.requestId = requestId;
        this.method = method;
    }

    String requestId() {
        return requestId;
    }

    void route(Route matched) {
        route = matched.path();
    }

    void caller(Optional<Caller> known) {
        caller = known;
    }

    void allowance(Optional<Allowance> taken) {
        allowance = taken;
    }

    Optional<Allowance> allowance() {
        return allowance;
    }

    void status(int answered) {
        status = answered;
    }

    void count(RequestMeter meter) {
        meter.record(method, route, status, Duration.ofNanos(System.nanoTime() - started));
    }

    /** Says what became of the request, by OpenTelemetry's conventions: as in the log, neither its path nor its query. */
    void end(Span span) {
        String known = RequestMeter.METHODS.contains(method) ? method : "_OTHER";
        boolean isRouted = !route.equals(NOWHERE);
        span.name(isRouted ? known + " " + route : known);
        span.set("http.request.method", known);
        if (isRouted) {
            span.set("http.route", route);
        }
        span.set("http.response.status_code", status);
        span.set("roster.request_id", requestId);
        caller.ifPresent(who -> {
            span.set("roster.key_id", IdKind.API_KEY.format(who.keyId()));
            span.set("roster.workspace_id", IdKind.WORKSPACE.format(who.workspaceId()));
        });
        if (status >= SERVER_ERROR || status == GONE) {
            span.failed(Integer.toString(status));
        }
        span.close();
    }

    void log() {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("request_id", requestId)
                .addKeyValue("method", method)
                .addKeyValue("route", route)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", (System.nanoTime() - started) / 1_000_000);
        if (caller.isPresent()) {
            line = line.addKeyValue("key_id", IdKind.API_KEY.format(caller.get().keyId()))
                    .addKeyValue(
                            "workspace_id", IdKind.WORKSPACE.format(caller.get().workspaceId()));
        }
        line.log("request");
    }
}
