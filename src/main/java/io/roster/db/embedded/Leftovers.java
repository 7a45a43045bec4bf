package io.roster.db.embedded;

import io.roster.StartupFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The PostgreSQL of a server that was killed, which may still be shutting down on the data folder. Two on one folder
 * would ruin it, so it is told to end, and waited for.
 */
final class Leftovers {
    /** Shut down, which one that is watched over has been told already; stop at once; die. */
    private static final List<String> SIGNALS = List.of("INT", "QUIT", "KILL");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    /** Returns when no process of PostgreSQL is left on the folder, and none but it is named in its pid file. */
    static void end(DataFolder data) throws IOException, InterruptedException {
        if (!Files.exists(data.pidFile())) {
            return;
        }
        Path folder = data.folder().toRealPath();
        for (String signal : SIGNALS) {
            List<Long> left = on(folder);
            if (!left.isEmpty()) {
                send(signal, left);
                awaitGone(folder);
            }
        }
        if (!on(folder).isEmpty()) {
            throw new StartupFailure(
                    "a PostgreSQL that cannot be ended is running on %s: process %s".formatted(folder, on(folder)));
        }
        forget(data);
    }

    /** PostgreSQL refuses to start while the process in the file lives, though it be another program's by now. */
    private static void forget(DataFolder data) throws IOException {
        if (Files.exists(data.pidFile())) {
            String pid = data.state().lines().findFirst().orElse("").strip();
            if (!pid.matches("\\d{1,10}")
                    || ProcessHandle.of(Long.parseLong(pid)).isPresent()) {
                Files.deleteIfExists(data.pidFile());
            }
        }
    }

    private static void send(String signal, List<Long> pids) throws IOException, InterruptedException {
        String words = String.join(" ", pids.stream().map(String::valueOf).toList());
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + words + " 2>/dev/null")
                .start()
                .waitFor();
    }

    private static void awaitGone(Path folder) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!on(folder).isEmpty() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
    }

    /** The processes of PostgreSQL, the main one and its children, that work on {@code folder}. */
    static List<Long> on(Path folder) throws IOException {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (read(process.resolve("comm")).strip().equals("postgres") && worksOn(folder, process)) {
                    found.add(Long.parseLong(String.valueOf(process.getFileName())));
                }
            }
        }
        return found;
    }

    /** Every process of PostgreSQL has its data folder for its working directory. */
    private static boolean worksOn(Path folder, Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(folder);
        } catch (IOException e) {
            // It has ended, or is another user's: then the main process still shows its arguments.
            return List.of(read(process.resolve("cmdline")).split("\0")).contains(folder.toString());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // it has ended in the meantime
        }
    }
}
