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
 * would ruin it, so it is waited for, and in the end ended.
 */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_A_SIGNAL = Duration.ofSeconds(6);

    private Leftovers() {}

    /** Returns when no process of PostgreSQL is left on the folder, and none but it is named in its pid file. */
    static void end(DataFolder data) throws IOException, InterruptedException {
        if (!Files.exists(data.pidFile())) {
            return;
        }
        Path folder = data.folder().toRealPath();
        if (!gone(folder, PATIENCE)) {
            String pids =
                    String.join(" ", on(folder).stream().map(String::valueOf).toList());
            new ProcessBuilder("sh", "-c", "kill -QUIT " + pids).start().waitFor();
            if (!gone(folder, AFTER_A_SIGNAL)) {
                on(folder).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                if (!gone(folder, AFTER_A_SIGNAL)) {
                    throw new StartupFailure("a PostgreSQL that does not end is running on %s: process %s"
                            .formatted(folder, on(folder)));
                }
            }
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

    private static boolean gone(Path folder, Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!on(folder).isEmpty()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** The processes of PostgreSQL, the main one and its children, that work on {@code folder}. */
    private static List<Long> on(Path folder) throws IOException {
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
