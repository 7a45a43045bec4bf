package io.roster.db.embedded;

import io.roster.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's data folder. Where there is one, it is complete, with Roster's role and database in it. */
record DataFolder(Path folder) {
    private static final String MAJOR = Binaries.VERSION.substring(0, Binaries.VERSION.indexOf('.'));

    /** The folder below {@code parent}, which is made first where it is missing. */
    static DataFolder in(Path parent, Binaries binaries, ServerUser user, Password password, boolean durable)
            throws IOException, InterruptedException {
        DataFolder data = complete(parent);
        if (!Files.isDirectory(data.folder)) {
            DataFolder partial = partial(parent);
            Leftovers.end(partial);
            Folders.delete(partial.folder);
            partial.initialise(binaries, user, password, durable);
            Files.move(partial.folder, data.folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.syncEntries(parent);
        }
        data.checkVersion();
        return data;
    }

    static DataFolder complete(Path parent) {
        return new DataFolder(parent.resolve("data"));
    }

    /** What {@link #complete} is called until it is. */
    static DataFolder partial(Path parent) {
        return new DataFolder(parent.resolve("data.partial"));
    }

    /** Names the running server: its process in the first line, its state in the eighth. */
    Path pidFile() {
        return folder.resolve("postmaster.pid");
    }

    /** The content of the pid file; empty when there is none. */
    String state() {
        try {
            return Files.readString(pidFile());
        } catch (IOException e) {
            return ""; // not there yet, or no longer
        }
    }

    /**
     * The built-in C.UTF-8 sorts by code point and knows the upper and lower case of all of Unicode, and unlike a locale
     * of the operating system it never changes beneath an index.
     */
    private void initialise(Binaries binaries, ServerUser user, Password password, boolean durable)
            throws IOException, InterruptedException {
        List<String> initdb = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "--pgdata=" + folder,
                "--username=postgres",
                "--pwfile=" + password.file(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions"));
        if (!durable) {
            initdb.add("--no-sync");
        }
        user.run(initdb, "");
        List<String> single =
                new ArrayList<>(List.of(binaries.program("postgres"), "--single", "-D", folder.toString()));
        single.addAll(List.of("-c", "fsync=" + (durable ? "on" : "off"), "-c", "exit_on_error=on"));
        // The password is 24 random bytes, which nobody can try out: to stretch it would only make connections slow.
        single.addAll(List.of("-c", "scram_iterations=1", "postgres"));
        user.run(single, statements(password));
    }

    /**
     * Each on a line of its own. The role owns the database and is no superuser. Its faults are reported to it, and not
     * to the log as well.
     */
    private static String statements(Password password) {
        return """
                create role roster login password '%s'
                alter role roster set log_min_messages = 'log'
                create database roster owner roster
                """.formatted(password.text());
    }

    private void checkVersion() throws IOException {
        String made = Files.readString(folder.resolve("PG_VERSION")).strip();
        if (!made.equals(MAJOR)) {
            throw new StartupFailure(
                    "%s was made by PostgreSQL %s, and this is %s: dump it with the Roster that made it"
                            .formatted(folder, made, MAJOR));
        }
    }
}
