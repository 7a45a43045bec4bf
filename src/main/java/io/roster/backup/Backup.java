package io.roster.backup;

import io.roster.CommandFailure;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.Unhurried;
import io.roster.db.embedded.Folders;
import io.roster.json.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Writes all rows of a database as of one moment into one file, while others go on writing. One transaction reads all of
 * it, in a snapshot of its own; as it writes nothing, it has no transaction id, and holds nobody's change feed back.
 */
public final class Backup {
    static final String ROWS = "rows.json";
    static final String ADMIN_KEY = "admin.key";

    private final Consumer<String> progress;

    /** @param progress is told a line for each step */
    public Backup(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Writes {@code file}, which only its owner can read, and which is not there before it is complete and on the disk.
     *
     * @param adminKey a file to keep with it, if it is there
     */
    public void write(DatabaseAddress database, Path adminKey, Path file) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (var zip = new ZipOutputStream(Files.newOutputStream(partial));
                    Connection connection = Unhurried.source(database, "backup").getConnection()) {
                zip.setLevel(Deflater.BEST_SPEED);
                write(connection, zip);
                if (Files.exists(adminKey)) {
                    put(zip, ADMIN_KEY, Files.readAllBytes(adminKey));
                }
            } catch (SQLException e) {
                throw new CommandFailure("the database could not be read: " + e.getMessage(), e);
            }
            Folders.syncEntries(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            syncNames(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void syncNames(@Nullable Path folder) throws IOException {
        if (folder != null) {
            Folders.syncEntries(folder);
        }
    }

    private void write(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Manifest manifest = new Manifest(moment(connection), Migrations.applied(connection), Tables.in(connection));
        manifest.checkKnown();
        put(zip, Manifest.ENTRY, manifest.json().getBytes(StandardCharsets.UTF_8));
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Table table : manifest.tables()) {
            rows.put(table.name(), copy(connection, table, zip));
            progress.accept("%s: %,d rows".formatted(table.name(), rows.get(table.name())));
        }
        put(zip, ROWS, Json.write(rows).getBytes(StandardCharsets.UTF_8));
    }

    private static String moment(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")) {
            row.next();
            return row.getString(1);
        }
    }

    private static long copy(Connection connection, Table table, ZipOutputStream zip) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(table.entry()));
        long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), unclosed(zip));
        zip.closeEntry();
        return rows;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** One entry ends where the next begins, and not with the whole file. */
    private static OutputStream unclosed(ZipOutputStream zip) {
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                zip.write(bytes, offset, length);
            }

            @Override
            public void close() {}
        };
    }
}
