package io.roster.db;

import java.sql.Connection;

/** One transaction, or for reading one connection: what every store method is given to run its SQL in. */
public final class Tx {
    private final Connection connection;

    Tx(Connection connection) {
        this.connection = connection;
    }

    /** A statement to bind values to, in the order of its question marks, and then to run once. */
    public Sql sql(String text) {
        return new Sql(connection, text);
    }

    /** The JDBC connection, for what {@link Sql} does not do, such as COPY. */
    public Connection connection() {
        return connection;
    }
}
