package io.roster.db.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * PostgreSQL's log: a file that PostgreSQL appends to by itself, so that it also tells of what happened when Roster was
 * gone, and beside it the one before it. Neither grows much beyond 8 MB.
 */
record ServerLog(Path file) {
    private static final long MOST = 8 << 20;

    /** Moves a full log aside. PostgreSQL keeps the file open and appends, so it is copied and then emptied. */
    void rotate() throws IOException {
        if (size() > MOST) {
            Files.copy(file, file.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel log = FileChannel.open(file, StandardOpenOption.WRITE)) {
                log.truncate(0);
            }
        }
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The last lines written since the log was {@code offset} bytes long, in one line. */
    String since(long offset) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        byte[] all = Files.readAllBytes(file);
        int from = offset > all.length ? 0 : (int) offset;
        List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
    }
}
