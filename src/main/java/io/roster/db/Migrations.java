package io.roster.db;

import io.roster.StartupFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings the database's schema to the version of this program. */
public final class Migrations {
    private static final int OLDEST_MAJOR = 15;

    private Migrations() {}

    /**
     * Applies what is missing. Servers that start at once wait for the one that came first.
     *
     * @throws StartupFailure when the database is away, too old, or newer than this program
     */
    public static void apply(Database database) {
        apply(database.address(), "classpath:db/migration");
    }

    static void apply(DatabaseAddress address, String location) {
        PGSimpleDataSource source = unhurried(address);
        checkServer(source, address);
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(source)
                    .locations(location)
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .lockRetryCount(-1)
                    .load();
            MigrationInfo[] migrations = flyway.info().all();
            newerThanProgram(migrations).ifPresent(version -> {
                throw new StartupFailure("the database's schema is at version " + version
                        + ", which this version of Roster does not know: start a newer one");
            });
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StartupFailure("the database's schema could not be migrated: " + oneLine(e), e);
        }
    }

    /** Connections on which a statement may take its time, as a migration of a large table does. */
    private static PGSimpleDataSource unhurried(DatabaseAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(address.jdbcUrl());
        source.setUser(address.user());
        source.setPassword(address.password());
        source.setApplicationName("roster migrations");
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        source.setOptions("-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0");
        return source;
    }

    private static void checkServer(PGSimpleDataSource source, DatabaseAddress address) {
        try (Connection connection = source.getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR) {
                throw new StartupFailure("the database is PostgreSQL %s, and Roster needs %d or newer"
                        .formatted(connection.getMetaData().getDatabaseProductVersion(), OLDEST_MAJOR));
            }
        } catch (SQLException e) {
            throw new StartupFailure("the database at %s cannot be reached: %s".formatted(address, oneLine(e)), e);
        }
    }

    private static Optional<MigrationVersion> newerThanProgram(MigrationInfo[] migrations) {
        return Arrays.stream(migrations)
                .filter(migration -> switch (migration.getState()) {
                    case FUTURE_SUCCESS, FUTURE_FAILED -> true;
                    default -> false;
                })
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo);
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}
