package io.roster.backup;

import io.roster.CommandFailure;
import io.roster.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup to read. A file that breaks off is none, for what a zip holds stands at its end. */
public final class BackupFile implements AutoCloseable {
    /** Takes an entry's content; it must read all of it. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream content) throws IOException;
    }

    private final ZipFile zip;
    private final Path file;

    private BackupFile(ZipFile zip, Path file) {
        this.zip = zip;
        this.file = file;
    }

    public static BackupFile open(Path file) throws IOException {
        try {
            return new BackupFile(new ZipFile(file.toFile()), file);
        } catch (ZipException e) {
            throw new CommandFailure("%s is no backup of Roster, or not a whole one".formatted(file), e);
        }
    }

    public Manifest manifest() throws IOException {
        return Manifest.read(text(Manifest.ENTRY));
    }

    /** How many rows each table had. */
    Map<String, Long> rows() throws IOException {
        Map<String, Long> rows = new LinkedHashMap<>();
        Json.readObject(text(Backup.ROWS)).forEach((table, count) -> rows.put(table, Long.valueOf(count.toString())));
        return rows;
    }

    /** The operator's key, if it was in a file. */
    public Optional<byte[]> adminKey() throws IOException {
        return zip.getEntry(Backup.ADMIN_KEY) == null
                ? Optional.empty()
                : Optional.of(read(Backup.ADMIN_KEY, InputStream::readAllBytes));
    }

    /** What {@code reader} makes of an entry, when that is as it was written. */
    <T> T read(String name, Reader<T> reader) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new CommandFailure("%s is no backup of Roster: it has no %s".formatted(file, name));
        }
        CRC32 sum = new CRC32();
        try (InputStream content = new CheckedInputStream(zip.getInputStream(entry), sum)) {
            T read = reader.read(content);
            if (sum.getValue() != entry.getCrc()) {
                throw new CommandFailure("%s is damaged, in %s".formatted(file, name));
            }
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private String text(String name) throws IOException {
        return read(name, content -> new String(content.readAllBytes(), StandardCharsets.UTF_8));
    }
}
