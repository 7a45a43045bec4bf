package io.roster.backup;

import io.roster.CommandFailure;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.Unhurried;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * Puts the rows of a backup into a database that holds none: brings it to the schema that the backup was made at, fills
 * it in one transaction, compares the counts, and brings it to the schema of this program.
 */
public final class Restore {
    private final Consumer<String> progress;

    /** @param progress is told a line for each step */
    public Restore(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Fills {@code database}, which is as it was, but for its schema, when this throws. */
    public void fill(DatabaseAddress database, BackupFile backup) throws IOException {
        Manifest manifest = backup.manifest();
        manifest.checkKnown();
        Migrations.applyUpTo(database, manifest.version());
        try (Connection connection = Unhurried.source(database, "restore").getConnection()) {
            connection.setAutoCommit(false);
            fill(connection, manifest, backup);
            connection.commit();
            connection.setAutoCommit(true);
            execute(connection, "analyze");
        } catch (SQLException e) {
            throw new CommandFailure("the backup could not be restored: " + e.getMessage(), e);
        }
        try (Database filled = new Database(database, 1)) {
            Migrations.apply(filled);
        }
    }

    private void fill(Connection connection, Manifest manifest, BackupFile backup) throws SQLException, IOException {
        List<Table> tables = Tables.in(connection);
        if (!new HashSet<>(tables).equals(new HashSet<>(manifest.tables()))) {
            throw new CommandFailure("the backup's tables are not those of its schema");
        }
        Map<String, Long> rows = backup.rows();
        for (Table table : tables) {
            requireEmpty(connection, table);
            long copied = backup.read(table.entry(), content -> copyIn(connection, table, content));
            if (copied != rows.getOrDefault(table.name(), -1L)) {
                throw new CommandFailure("the backup had %s rows of %s, and %d were restored"
                        .formatted(rows.get(table.name()), table.name(), copied));
            }
            progress.accept("%s: %,d rows".formatted(table.name(), copied));
        }
    }

    private static long copyIn(Connection connection, Table table, InputStream content) throws IOException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copyIn(), content);
        } catch (SQLException e) {
            throw new CommandFailure("%s could not be restored: %s".formatted(table.name(), e.getMessage()), e);
        }
    }

    private static void requireEmpty(Connection connection, Table table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select exists (select from " + Table.quoted(table.name()) + ")")) {
            row.next();
            if (row.getBoolean(1)) {
                throw new CommandFailure("the database holds data already (in %s); a backup goes into an empty one"
                        .formatted(table.name()));
            }
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
