package io.roster.testkit;

import io.roster.Config;
import io.roster.Roster;
import io.roster.api.http.Route;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole server in the tests' own process: a database of its own, a home of its own, a free port. */
public final class TestRoster implements AutoCloseable {
    static final String ADMIN_KEY = "the-operator-of-the-tests-0123456789";

    private final Path home;
    private final Optional<TestDatabase> own;
    private final Roster roster;

    private TestRoster(TestDatabase database, Optional<TestDatabase> own, Map<String, String> settings) {
        this.own = own;
        home = Scratch.folder();
        Map<String, String> environment = new HashMap<>();
        environment.put("ROSTER_HOME", home.toString());
        environment.put("ROSTER_PORT", "0");
        environment.put("ROSTER_ADMIN_KEY", ADMIN_KEY);
        environment.put("ROSTER_DATABASE_URL", database.url());
        environment.put("ROSTER_RATE_LIMIT", "off");
        // So that any test can be run by hand with every workspace searched by an index: 0.
        Optional.ofNullable(System.getProperty("roster.test.search-threshold"))
                .ifPresent(threshold -> environment.put("ROSTER_SEARCH_THRESHOLD", threshold));
        environment.putAll(settings);
        roster = Roster.start(Config.read(environment, Map.of()));
    }

    /** A server on a fresh, migrated database. */
    public static TestRoster start() {
        return start(Map.of());
    }

    /** The same, with more settings, by the names of the environment's variables. */
    public static TestRoster start(Map<String, String> settings) {
        TestDatabase database = TestPostgres.database();
        return new TestRoster(database, Optional.of(database), settings);
    }

    /** One more server on a database that is there; it stays when the server is closed. */
    public static TestRoster on(TestDatabase database, Map<String, String> settings) {
        return new TestRoster(database, Optional.empty(), settings);
    }

    /** Every route that it answers. */
    public List<Route> routes() {
        return roster.routes();
    }

    public URI url() {
        return roster.url();
    }

    public Path home() {
        return home;
    }

    /** The database that came with this server. */
    public TestDatabase database() {
        return own.orElseThrow();
    }

    /** A client without credentials. */
    public TestClient anyone() {
        return new TestClient(url(), Map.of());
    }

    /** A client with the admin key. */
    public TestClient operator() {
        return anyone().bearing(ADMIN_KEY);
    }

    /** A client with a key of a new workspace; the scopes are {@code *} unless given. */
    public TestClient workspace(String... scopes) {
        return TestWorkspace.create(operator(), scopes);
    }

    /** A client with a new key of the workspace {@code id}. */
    public TestClient key(String id, String... scopes) {
        return TestWorkspace.key(operator(), id, scopes);
    }

    @Override
    public void close() {
        roster.close();
        own.ifPresent(TestDatabase::close);
        TestPostgres.delete(home);
    }
}
