package io.roster.testkit;

import io.roster.db.DatabaseAddress;

/** A database of one test or test class, dropped when closed, whoever is still connected. */
public final class TestDatabase implements AutoCloseable {
    private final DatabaseAddress address;
    private final Runnable drop;

    TestDatabase(DatabaseAddress address, Runnable drop) {
        this.address = address;
        this.drop = drop;
    }

    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        drop.run();
    }
}
