package io.roster.bench;

import io.roster.db.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** What an import spends its time on: a look at what its connection is doing, a hundred times a second. */
final class ImportPhases implements AutoCloseable {
    private static final long LOOK_NANOS = 10_000_000;

    /** Where a transaction is open and no statement runs, the program is at work: it parses, validates and scores. */
    private static final String LOOK = """
            select case
                when state <> 'active' then 'parse, validate, score'
                when query ilike 'commit%' then 'commit'
                when query ilike '%insert into contact %' or query ilike 'copy contact %' then 'write contacts and their indexes'
                when query ilike '%insert into change_log%' or query ilike 'copy change_log%'
                    or query ilike 'select mine.position%' then 'write the change log'
                when query ilike '%cfs.version%contact c%' then 'dedupe'
                when query ilike '%suppression%' or query ilike '%agency%' then 'suppressions'
                when query ilike '%company%' then 'companies'
                else 'other' end
            from pg_stat_activity
            where application_name = 'roster' and xact_start is not null and pid <> pg_backend_pid()
            order by xact_start limit 1
            """;

    private final Map<String, Integer> seen = new TreeMap<>();
    private final Connection connection;
    private final Thread watcher;
    private volatile boolean stopped;

    private ImportPhases(Connection connection) {
        this.connection = connection;
        this.watcher = Thread.ofPlatform().name("import-phases").daemon().unstarted(this::watch);
    }

    static ImportPhases watch(DatabaseAddress address) throws SQLException {
        ImportPhases phases =
                new ImportPhases(DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password()));
        phases.watcher.start();
        return phases;
    }

    private void watch() {
        try (Statement statement = connection.createStatement()) {
            while (!stopped) {
                try (ResultSet rows = statement.executeQuery(LOOK)) {
                    if (rows.next()) {
                        count(rows.getString(1));
                    }
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void count(String phase) {
        seen.merge(phase, 1, Integer::sum);
    }

    /** The share of each in the time that transactions were open. */
    synchronized Map<String, Double> shares() {
        double all = seen.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        seen.forEach((phase, count) -> shares.put(phase, count / all));
        return shares;
    }

    @Override
    public void close() throws SQLException {
        stopped = true;
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
