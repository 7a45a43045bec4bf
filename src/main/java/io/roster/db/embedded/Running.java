package io.roster.db.embedded;

import io.roster.db.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The PostgreSQL that another process runs in a folder, by what it writes into its pid file. */
final class Running {
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private Running() {}

    /** Where it is, if it is there and takes connections. */
    static Optional<DatabaseAddress> in(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
            if (lines.size() <= STATE_LINE
                    || !lines.get(STATE_LINE).strip().equals("ready")
                    || !lives(lines.getFirst().strip())) {
                return Optional.empty();
            }
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            String password = Files.readString(folder.resolve("password")).strip();
            return Optional.of(EmbeddedPostgres.address(port, "roster", "roster", password));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // there is none
        }
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }
}
