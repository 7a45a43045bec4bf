package io.roster.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.roster.failure.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The store's connections and transactions. A transaction that lost a deadlock, or a race that it asks to run again
 * ({@link RunAgain}), is rolled back and run anew, so its work must have no effect but in the database.
 */
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS = 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HikariDataSource pool;

    public Database(DatabaseAddress address, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        config.setPoolName("roster");
        config.setAutoCommit(true);
        config.setConnectionTimeout(4_000); // a request without a connection is answered 503 within 5 s
        config.setInitializationFailTimeout(-1); // a database that is away at first is the start's to report
        config.addDataSourceProperty("ApplicationName", "roster");
        config.addDataSourceProperty("prepareThreshold", 1);
        config.addDataSourceProperty("preparedStatementCacheQueries", 512);
        config.addDataSourceProperty("connectTimeout", 3);
        config.addDataSourceProperty("socketTimeout", 60);
        config.addDataSourceProperty("tcpKeepAlive", true);
        config.addDataSourceProperty("options", "-c statement_timeout=10000");
        this.pool = new HikariDataSource(config);
    }

    /** Runs statements that only read, each in a transaction of its own. */
    public <T> T read(Function<Tx, T> work) {
        try (Connection connection = connect()) {
            return work.apply(new Tx(connection));
        } catch (DatabaseException e) {
            throw translated(e);
        } catch (SQLException e) {
            throw translated(new DatabaseException(e));
        }
    }

    /** Runs one transaction: all of it is committed when this returns, none of it when it throws. */
    public <T> T write(Function<Tx, T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connect()) {
                return transact(connection, work);
            } catch (RunAgain e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("still racing after " + ATTEMPTS + " attempts", e);
                }
            } catch (DatabaseException e) {
                if (!e.isTransient() || attempt == ATTEMPTS) {
                    throw translated(e);
                }
            } catch (SQLException e) {
                throw translated(new DatabaseException(e));
            }
        }
    }

    /** The pool itself, for migrations. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static <T> T transact(Connection connection, Function<Tx, T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            T result = work.apply(new Tx(connection));
            connection.commit();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollback(connection);
            }
            if (!connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken, so the database rolls back by itself; the first fault is the one to report.
        }
    }

    private Connection connect() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new Failure.Unavailable("The database is away or busy; try again", RETRY_AFTER).refusal();
        }
    }

    private static RuntimeException translated(DatabaseException e) {
        if (e.isUnavailable()) {
            return new Failure.Unavailable("The database is away or busy; try again", RETRY_AFTER).refusal();
        }
        if (e.isTimeout()) {
            return new Failure.Unavailable("This took longer than 10 seconds; make the filter narrower", RETRY_AFTER)
                    .refusal();
        }
        return e;
    }
}
