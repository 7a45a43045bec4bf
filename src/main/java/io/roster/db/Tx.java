package io.roster.db;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** One transaction, or for reading one connection: what every store method is given to run its SQL in. */
public final class Tx {
    private final Connection connection;
    private final List<Runnable> afterwards = new ArrayList<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    /** A statement to bind values to, in the order of its question marks, and then to run once. */
    public Sql sql(String text) {
        return new Sql(connection, text);
    }

    /**
     * Runs {@code action} when the transaction has committed, and not at all when it does not, such as to wake those who
     * wait for what it wrote. It must not fail.
     */
    public void afterCommit(Runnable action) {
        afterwards.add(action);
    }

    void committed() {
        afterwards.forEach(Runnable::run);
    }

    /** The JDBC connection, for what {@link Sql} does not do, such as COPY. */
    public Connection connection() {
        return connection;
    }
}
