package io.roster.api.operator;

import io.roster.api.http.Call;
import io.roster.api.http.Dialect;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.db.Readiness;
import io.roster.failure.Failure;
import java.util.List;
import java.util.Map;

/** What watches the server asks: whether the process lives, and whether requests should be sent to it. */
public final class SystemDialect implements Dialect {
    private final Readiness readiness;

    public SystemDialect(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public String basePath() {
        return "";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.open("GET", "/healthz", SystemDialect::health), Route.open("GET", "/readyz", this::ready));
    }

    @Override
    public Reply failure(Failure failure, String requestId) {
        return NimbusErrors.reply(failure);
    }

    private static Reply health(Call call) {
        return Reply.json(200, JsonOut.write(out -> out.object(fields -> fields.text("status", "ok"))));
    }

    private Reply ready(Call call) {
        Map<String, Boolean> checks = readiness.checks();
        boolean ready = !checks.containsValue(false);
        byte[] body = JsonOut.write(out -> out.object(fields -> fields.text("status", ready ? "ready" : "unavailable")
                .object("checks", each -> checks.forEach((name, holds) -> each.text(name, holds ? "ok" : "failed")))));
        return Reply.json(ready ? 200 : 503, body);
    }
}
