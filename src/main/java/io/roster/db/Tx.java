package io.roster.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One transaction, or for reading one connection: what every store method is given to run its SQL in. */
public final class Tx {
    private final Connection connection;
    private final List<Runnable> afterwards = new ArrayList<>();
    private @Nullable List<Sql> recorded;
    private int statements;

    Tx(Connection connection) {
        this.connection = connection;
    }

    /** A statement to bind values to, in the order of its question marks, and then to run once. */
    public Sql sql(String text) {
        statements++;
        Sql sql = new Sql(connection, text);
        if (recorded != null) {
            recorded.add(sql);
        }
        return sql;
    }

    /** A COPY to be written to and ended. */
    CopyIn copyIn(String text) throws SQLException {
        statements++;
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(text);
    }

    /** Runs {@code work} for its result only: whatever it stored is taken back, and the transaction goes on. */
    public <T> T trial(Function<Tx, T> work) {
        try {
            Savepoint before = connection.setSavepoint();
            int actions = afterwards.size();
            T result = work.apply(this);
            connection.rollback(before);
            afterwards.subList(actions, afterwards.size()).clear();
            return result;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
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

    /** How many statements were made so far: what a verb costs, apart from how much data it handles. */
    public int statements() {
        return statements;
    }

    /** Runs {@code work}, and tells what statements it made, to be run again by themselves. */
    public List<Statement> recorded(Consumer<Tx> work) {
        List<Sql> made = new ArrayList<>();
        recorded = made;
        try {
            work.accept(this);
        } finally {
            recorded = null;
        }
        return made.stream().map(Sql::statement).toList();
    }

    /** The JDBC connection, for what {@link Sql} does not do, such as COPY. */
    public Connection connection() {
        return connection;
    }
}
