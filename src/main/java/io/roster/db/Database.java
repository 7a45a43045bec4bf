package io.roster.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.trace.Span;
import io.roster.trace.Tracing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's connections and transactions. A transaction that lost a deadlock, or a race that it asks to run again
 * ({@link RunAgain}), is rolled back and run anew, so its work must have no effect but in the database.
 */
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS = 20;
    /** A request without a connection is answered 503 within 5 s. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(10);

    /** One of those who may have a connection; the next in the queue has it when this is closed. */
    private record Turn(Semaphore turns, LongAdder used, long begun) implements AutoCloseable {
        @Override
        public void close() {
            used.add(System.nanoTime() - begun);
            turns.release();
        }
    }

    private final AtomicLong lastReport = new AtomicLong(System.nanoTime() - REPORT_INTERVAL.toNanos());
    private final DatabaseAddress address;
    private final HikariDataSource pool;
    private final Semaphore turns;
    private final LongAdder used = new LongAdder();
    private volatile long awayAt = System.nanoTime();
    private volatile Tracing tracing = Tracing.OFF;

    public Database(DatabaseAddress address, int connections) {
        this.address = address;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(connections);
        // The others come with the work, and go ten minutes after it: each is a process, of several megabytes.
        config.setMinimumIdle(Math.max(1, connections / 4));
        config.setPoolName("roster");
        config.setAutoCommit(true);
        config.setValidationTimeout(1_000); // well below the next, so that a hung server costs no more than it allows
        config.setConnectionTimeout(LONGEST_WAIT.toMillis());
        config.setInitializationFailTimeout(-1); // a database that is away at first is the start's to report
        config.setConnectionInitSql("set time zone 'UTC'"); // the driver would have it be this machine's
        // All as text: the driver overlooks a number or a boolean without a word.
        config.addDataSourceProperty("ApplicationName", "roster");
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("socketFactory", PatientSocketFactory.class.getName());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false"); // it quotes values, which are personal data
        config.addDataSourceProperty("options", "-c statement_timeout=10000");
        this.pool = new HikariDataSource(config);
        this.turns = new Semaphore(Integer.MAX_VALUE);
    }

    private Database(Database whole, int most) {
        this.address = whole.address;
        this.pool = whole.pool;
        this.turns = new Semaphore(most, true);
        this.tracing = whole.tracing;
    }

    /**
     * This database for those who come in crowds: at most so many at a time have a connection, in the order in which they
     * came. The pool alone lets whoever comes just now go before those who wait, and some wait for very long.
     */
    public Database inTurns(int most) {
        return new Database(this, most);
    }

    /** For how long transactions and reads have had a connection so far, added up; {@link #inTurns} adds up its own. */
    public Duration used() {
        return Duration.ofNanos(used.sum());
    }

    /** Measures the pool of connections from now on. */
    public void measure(MeterRegistry registry) {
        pool.setMetricRegistry(registry);
    }

    /** Traces transactions from now on. */
    public void trace(Tracing to) {
        tracing = to;
    }

    /** Runs statements that only read, each in a transaction of its own. */
    public <T> T read(Function<Tx, T> work) {
        try (Span span = span("read");
                Turn _ = turn();
                Connection connection = connect(span)) {
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
            try (Span span = span("transaction");
                    Turn _ = turn();
                    Connection connection = connect(span)) {
                return transact(connection, work);
            } catch (RunAgain e) {
                if (attempt == ATTEMPTS) {
                    throw unavailable(e);
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

    /** The pool itself, for what needs a connection for longer than a transaction. */
    public DataSource dataSource() {
        return pool;
    }

    /** Where this database is. */
    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The pool turns auto-commit on again when it takes the connection back. */
    private static <T> T transact(Connection connection, Function<Tx, T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            Tx tx = new Tx(connection);
            T result = work.apply(tx);
            commit(connection);
            committed = true;
            tx.committed();
            return result;
        } finally {
            if (!committed) {
                rollback(connection);
            }
        }
    }

    /** Also a commit can lose a race, by a constraint that is deferred until then. */
    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is broken, so the database rolls back by itself; the first fault is the one to report.
        }
    }

    private Span span(String name) {
        Span span = tracing.asking(name);
        span.set("db.system.name", "postgresql");
        return span;
    }

    /** Whoever has waited while the database went away is told so, and does not wait again for a connection. */
    private Turn turn() {
        long begun = System.nanoTime();
        if (turns.hasQueuedThreads() || !turns.tryAcquire()) {
            awaitTurn();
        }
        Turn turn = new Turn(turns, used, System.nanoTime());
        if (awayAt - begun > 0) {
            turn.close();
            throw unavailable(new TimeoutException("the database is away"));
        }
        return turn;
    }

    private void awaitTurn() {
        PatientSocket.PATIENCE.begin(LONGEST_WAIT);
        try {
            turns.acquire();
            PatientSocket.PATIENCE.end();
        } catch (InterruptedException e) {
            if (!PatientSocket.PATIENCE.end()) {
                throw unavailable(new TimeoutException("too many wait for a connection"));
            }
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private Connection connect(Span span) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            span.failed("no connection");
            awayAt = System.nanoTime();
            reportAway(e);
            throw unavailable(e);
        }
    }

    /** Once every few seconds, for while the database is away every request comes through here. */
    private void reportAway(SQLException e) {
        long now = System.nanoTime();
        long last = lastReport.get();
        if (now - last > REPORT_INTERVAL.toNanos() && lastReport.compareAndSet(last, now)) {
            LOG.warn("No connection to the database: {}", e.getMessage());
        }
    }

    private static RuntimeException translated(DatabaseException e) {
        if (e.isUnavailable()) {
            return unavailable(e);
        }
        if (e.isTimeout()) {
            return new Failure.Unavailable("This took longer than 10 seconds; make the filter narrower", RETRY_AFTER)
                    .refusal();
        }
        return e;
    }

    static Refusal unavailable(Throwable cause) {
        return new Failure.Unavailable("The database is away or busy; try again", RETRY_AFTER).refusal(cause);
    }
}
