package io.roster.testkit;

import java.util.List;
import java.util.Map;

/** Workspaces and their keys, made through the API as an operator makes them. */
final class TestWorkspace {
    private TestWorkspace() {}

    /** A client with a key of a new workspace; the scopes are {@code *} unless given. */
    static TestClient create(TestClient operator, String... scopes) {
        String id = operator.post("/api/v1/admin/workspaces/", Map.of("name", "Test"))
                .expect(201)
                .text("id");
        return key(operator, id, scopes);
    }

    /** A client with a new key of the workspace {@code id}. */
    static TestClient key(TestClient operator, String id, String... scopes) {
        String key = operator.post(
                        "/api/v1/admin/workspaces/" + id + "/api-keys/",
                        Map.of("name", "Test key", "scopes", scopes.length == 0 ? List.of("*") : List.of(scopes)))
                .expect(201)
                .text("key");
        return operator.bearing(key);
    }
}
