package io.roster.testkit;

import io.roster.db.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        drop.run();
    }
}
