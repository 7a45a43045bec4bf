package io.roster.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** A statement that failed, with what PostgreSQL says of it. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String state;
    private final @Nullable String constraint;

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
        this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
        this.constraint = cause instanceof PSQLException fault && fault.getServerErrorMessage() != null
                ? fault.getServerErrorMessage().getConstraint()
                : null;
    }

    /** Whether the unique constraint or index of this name was violated. */
    public boolean violatesUnique(String name) {
        return state.equals("23505") && name.equals(constraint);
    }

    /** Whether the same transaction, run again, may well succeed: a deadlock, or a serialisation failure. */
    public boolean isTransient() {
        return state.equals("40P01") || state.equals("40001");
    }

    /** Whether the statement ran into the statement timeout. */
    public boolean isTimeout() {
        return state.equals("57014");
    }

    /** Whether the database's disk is full. */
    public boolean isOutOfSpace() {
        return state.equals("53100");
    }

    /** Whether the database is away or short of something: no connection, shutting down, read-only, or full. */
    public boolean isUnavailable() {
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53") || state.equals("25006");
    }
}
