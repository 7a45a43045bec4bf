package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.access.Scope;
import io.roster.access.TokenForge;
import io.roster.api.http.Access;
import io.roster.api.http.Route;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks the table of routes, whatever is in it: every route against everybody who may not call it. */
class RouteAccessTest {
    private static final String EVERYTHING = "*";

    private static TestRoster roster;
    private static String workspaceId;
    private static TestClient member;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        workspaceId = newWorkspace();
        member = roster.key(workspaceId, EVERYTHING, "admin:gdpr", "engine:events");
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void everyClosedRouteRefusesCredentialsThatDoNotHold() {
        List<TestClient> strangers = List.of(
                roster.anyone(),
                roster.anyone().with("Authorization", "Basic dXNlcjpwYXNz"),
                roster.anyone().bearing("garbage"),
                roster.anyone().bearing("rk_" + "0".repeat(40)),
                roster.anyone().bearing("a.b.c"),
                revoked(),
                expired());
        for (Route route : closed()) {
            for (TestClient stranger : strangers) {
                Answer answer = call(stranger, route);
                assertThat(answer.status())
                        .as("%s by %s", answer.request(), stranger.token())
                        .isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
            }
        }
    }

    @Test
    void theOperatorAndTheWorkspacesStayApart() {
        for (Route route : closed()) {
            TestClient wrong = route.access() instanceof Access.Operator ? member : roster.operator();
            assertThat(call(wrong, route).status()).as(route.path()).isEqualTo(403);
        }
    }

    @Test
    void everyScopedRouteNamesTheScopeThatIsMissing() {
        for (Scope scope : Scope.values()) {
            List<Route> routes =
                    scoped().filter(route -> scopeOf(route) == scope).toList();
            if (routes.isEmpty()) {
                continue;
            }
            TestClient withoutIt = roster.key(workspaceId, allBut(scope));
            for (Route route : routes) {
                Answer answer = call(withoutIt, route);
                assertThat(answer.status()).as(answer.request()).isEqualTo(403);
                assertThat(answer.body()).as(answer.request()).contains(scope.wire());
            }
        }
    }

    @Test
    void everyScopedRouteTakesItsScopeAlone() {
        for (Route route : scoped().toList()) {
            Answer answer = call(roster.key(workspaceId, scopeOf(route).wire()), route);
            assertThat(answer.status()).as(answer.request()).isNotIn(401, 403, 500);
        }
    }

    @Test
    void everyWorkspaceRouteRefusesAnotherWorkspacesId() {
        TestClient astray = member.with("X-Workspace-Id", newWorkspace());
        TestClient right = member.with("X-Workspace-Id", workspaceId);
        for (Route route : scoped().toList()) {
            assertThat(call(astray, route).status()).as(route.path()).isEqualTo(403);
            assertThat(call(right, route).status()).as(route.path()).isNotIn(401, 403, 500);
        }
    }

    /** As a GET of no scope would be all right, but not one that changes something. */
    @Test
    void onlyReadingIsOpen() {
        assertThat(roster.routes())
                .filteredOn(route -> route.access() instanceof Access.Open)
                .allSatisfy(route -> assertThat(route.method()).isEqualTo("GET"));
    }

    private static List<Route> closed() {
        return roster.routes().stream()
                .filter(route -> !(route.access() instanceof Access.Open || route.access() instanceof Access.Local))
                .toList();
    }

    private static Stream<Route> scoped() {
        return roster.routes().stream().filter(route -> route.access() instanceof Access.Scoped);
    }

    private static Scope scopeOf(Route route) {
        return ((Access.Scoped) route.access()).scope();
    }

    /** A scope for writing includes the one for reading, so that goes as well. */
    private static String[] allBut(Scope scope) {
        String write = scope.wire().replace(":read", ":write");
        return Arrays.stream(Scope.values())
                .map(Scope::wire)
                .filter(wire -> !wire.equals(scope.wire()) && !wire.equals(write))
                .toArray(String[]::new);
    }

    private static Answer call(TestClient client, Route route) {
        String path = route.path().replaceAll("\\{[^}]+}", "cont_0000000000000000000001");
        return route.method().equals("GET") ? client.get(path) : client.sendJson(route.method(), path, "{}");
    }

    private static String newWorkspace() {
        return roster.operator()
                .post("/api/v1/admin/workspaces/", Map.of("name", "Routes"))
                .expect(201)
                .text("id");
    }

    private static TestClient revoked() {
        String keys = "/api/v1/admin/workspaces/" + workspaceId + "/api-keys/";
        Answer key = roster.operator().post(keys, Map.of("name", "gone", "scopes", List.of(EVERYTHING)));
        roster.operator().delete(keys + key.text("id") + "/").expect(200);
        return roster.anyone().bearing(key.text("key"));
    }

    private static TestClient expired() {
        String token = member.post("/api/v1/auth/token/", Map.of()).expect(200).text("access_token");
        return roster.anyone().bearing(new TokenForge(roster).expiring(token, Duration.ofSeconds(-90)));
    }
}
