package io.roster.api.operator;

import io.roster.api.http.Call;
import io.roster.api.http.Dialect;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.db.Readiness;
import io.roster.failure.Failure;
import io.roster.metrics.Metrics;
import java.util.List;
import java.util.Map;

/** What belongs to no workspace: whether the server lives, is ready, how it does, and how it is spoken to. */
public final class SystemDialect implements Dialect {
    private final Readiness readiness;

    private final Metrics metrics;
    private final Reference reference = new Reference();

    public SystemDialect(Readiness readiness, Metrics metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.open("GET", "/healthz", SystemDialect::health),
                Route.open("GET", "/readyz", this::ready),
                Route.local("GET", "/metrics", this::metrics),
                Route.open("GET", "/openapi.json", reference::json),
                Route.open("GET", "/openapi.yaml", reference::yaml),
                Route.open("GET", "/docs", reference::page),
                Route.open("GET", "/docs/{file}", reference::asset));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }

    private static Reply health(Call call) {
        return Reply.json(200, JsonOut.write(out -> out.object(fields -> fields.text("status", "ok"))));
    }

    private Reply metrics(Call call) {
        return Reply.text(200, Metrics.CONTENT_TYPE, metrics.text());
    }

    private Reply ready(Call call) {
        Map<String, Boolean> checks = readiness.checks();
        boolean ready = !checks.containsValue(false);
        byte[] body = JsonOut.write(out -> out.object(fields -> fields.text("status", ready ? "ready" : "unavailable")
                .object("checks", each -> checks.forEach((name, holds) -> each.text(name, holds ? "ok" : "failed")))));
        return Reply.json(ready ? 200 : 503, body);
    }
}
