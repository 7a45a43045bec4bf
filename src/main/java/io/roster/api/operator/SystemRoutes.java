package io.roster.api.operator;

import io.roster.api.http.Call;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Reply;
import io.roster.api.http.Route;
import java.util.List;
import java.util.Map;

/** What watches the server asks: whether the process lives, and whether requests should be sent to it. */
public final class SystemRoutes {
    private final Readiness readiness;

    public SystemRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    public List<Route> routes() {
        return List.of(Route.open("GET", "/healthz", SystemRoutes::health), Route.open("GET", "/readyz", this::ready));
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
