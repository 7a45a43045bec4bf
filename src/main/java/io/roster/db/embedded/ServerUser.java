package io.roster.db.embedded;

import io.roster.StartupFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses to be root, so for root it is put into a user namespace, where it is nobody and
 * yet owns root's files; where that is forbidden, as in most containers, it runs as the user nobody.
 *
 * @param prefix what goes before a command to run it so
 * @param owner the user id that must own PostgreSQL's files
 */
record ServerUser(List<String> prefix, int owner) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    static ServerUser find() throws IOException, InterruptedException {
        int self = ownerOf(Path.of("/proc/self"));
        if (self != ROOT) {
            return new ServerUser(List.of(), self);
        }
        if (namespaced().works()) {
            return namespaced();
        }
        if (nobody().works()) {
            return nobody();
        }
        throw new StartupFailure("PostgreSQL cannot run as root, and neither unshare nor setpriv works here:"
                + " start Roster as an ordinary user, or set ROSTER_DATABASE_URL");
    }

    static ServerUser namespaced() {
        return new ServerUser(List.of("unshare", "--user"), ROOT);
    }

    static ServerUser nobody() {
        return new ServerUser(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--no-new-privs"),
                NOBODY);
    }

    /** Whether it is another user than this process's, who cannot pass through this one's private folders. */
    boolean isNobody() {
        return owner == NOBODY;
    }

    /** Gives {@code folder} to this user, and opens the one above it for passing through where that is needed. */
    void own(Path folder) throws IOException {
        Path above = folder.getParent();
        if (owner == NOBODY && above != null) {
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwx--x--x"));
        }
        if (ownerOf(folder) == owner || ownerOf(Path.of("/proc/self")) != ROOT) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** {@code command} as this user. */
    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }

    /** Runs {@code command} to its end, and fails with its last words unless it ends well. */
    void run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = processOf(command(command)).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
            throw new IOException(String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size())));
        }
    }

    /** A process that the caller's own PostgreSQL settings do not reach. */
    static ProcessBuilder processOf(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }

    private boolean works() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    private static int ownerOf(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }
}
