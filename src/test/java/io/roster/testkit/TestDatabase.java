package io.roster.testkit;

import io.roster.db.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of one test or test class, dropped when closed, whoever is still connected. */
public final class TestDatabase implements AutoCloseable {
    private final DatabaseAddress address;
    private final Runnable drop;

    TestDatabase(DatabaseAddress address, Runnable drop) {
        this.address = address;
        this.drop = drop;
    }

    /** One that is there already, and stays. */
    public static TestDatabase at(DatabaseAddress address) {
        return new TestDatabase(address, () -> {});
    }

    public DatabaseAddress address() {
        return address;
    }

    /** The address as {@code ROSTER_DATABASE_URL} takes it. */
    public String url() {
        String start = address.jdbcUrl() + (address.jdbcUrl().contains("?") ? "&" : "?");
        return start + "user=" + encoded(address.user()) + "&password=" + encoded(address.password());
    }

    /** Runs a statement behind the program's back. */
    public void run(String statement) {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        drop.run();
    }
}
