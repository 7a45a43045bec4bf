package io.roster.db;

import io.roster.StartupFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the database's schema to the version of this program. */
public final class Migrations {
    /** The oldest PostgreSQL that will do. */
    public static final int OLDEST_MAJOR = 15;

    private static final String FOLDER = "db/migration";
    private static final String PURPOSE = "migrations";
    private static final Set<MigrationState> NEWER =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    private Migrations() {}

    /**
     * Applies what is missing. Servers that start at once wait for the one that came first.
     *
     * @throws StartupFailure when the database is away, too old, or newer than this program
     */
    public static void apply(Database database) {
        apply(database.address(), FOLDER);
    }

    /** Brings an empty database to the schema that it had at {@code version}, such as that of a backup. */
    public static void applyUpTo(DatabaseAddress address, String version) {
        migrate(Unhurried.source(address, PURPOSE), FOLDER, MigrationVersion.fromVersion(version));
    }

    /** The migrations of this program: version to checksum. */
    public static Map<String, Integer> brought() {
        try {
            return MigrationFiles.in(FOLDER);
        } catch (IOException e) {
            throw new StartupFailure("the migrations of this program cannot be read: " + oneLine(e), e);
        }
    }

    static void apply(DatabaseAddress address, String folder) {
        DataSource source = Unhurried.source(address, PURPOSE);
        if (!isUpToDate(source, address, folder)) {
            migrate(source, folder, MigrationVersion.LATEST);
        }
    }

    private static void migrate(DataSource source, String folder, MigrationVersion target) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:" + folder)
                    .failOnMissingLocations(true)
                    .validateMigrationNaming(true)
                    .lockRetryCount(-1)
                    .target(target)
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

    private static boolean isUpToDate(DataSource source, DatabaseAddress address, String folder) {
        try (Connection connection = source.getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_MAJOR) {
                throw new StartupFailure("the database is PostgreSQL %s, and Roster needs %d or newer"
                        .formatted(connection.getMetaData().getDatabaseProductVersion(), OLDEST_MAJOR));
            }
            Map<String, Integer> brought = MigrationFiles.in(folder);
            return !brought.isEmpty() && brought.equals(applied(connection));
        } catch (SQLException e) {
            throw new StartupFailure("the database at %s cannot be reached: %s".formatted(address, oneLine(e)), e);
        } catch (IOException e) {
            throw new StartupFailure("the migrations of this program cannot be read: " + oneLine(e), e);
        }
    }

    /** What Flyway's history says was applied; nothing that equals anything when one of them failed. */
    public static Map<String, Integer> applied(Connection connection) throws SQLException {
        Map<String, Integer> applied = new HashMap<>();
        if (!exists(connection)) {
            return applied;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select version, checksum, success from flyway_schema_history")) {
            while (rows.next()) {
                String version = rows.getString(1);
                applied.put(version == null || !rows.getBoolean(3) ? "failed" : version, rows.getInt(2));
            }
        }
        return applied;
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('flyway_schema_history') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Optional<MigrationVersion> newerThanProgram(MigrationInfo[] migrations) {
        return Arrays.stream(migrations)
                .filter(migration -> NEWER.contains(migration.getState()))
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(MigrationVersion::compareTo);
    }

    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}
