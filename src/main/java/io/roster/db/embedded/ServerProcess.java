package io.roster.db.embedded;

import io.roster.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running PostgreSQL beneath a shell that watches over it: the shell's input is a pipe from here, and when the pipe
 * ends, because this side closed it or was killed, the shell shuts PostgreSQL down.
 */
final class ServerProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /**
     * The reader of the pipe asks for a fast shutdown first, and after 8 seconds for an immediate one. A session of its
     * own and ignored signals keep a terminal's Ctrl-C away, so that requests in flight can still be finished.
     */
    private static final String WATCH = """
            trap '' HUP INT TERM
            exec 3<&0
            "$@" 3<&- </dev/null &
            server=$!
            (
              read -r end <&3
              kill -INT "$server"
              tries=0
              while [ "$tries" -lt 40 ] && kill -0 "$server"; do sleep 0.2; tries=$((tries + 1)); done
              kill -QUIT "$server"
            ) >/dev/null 2>&1 &
            reader=$!
            exec 3<&-
            wait "$server"
            status=$?
            kill -KILL "$reader" 2>/dev/null
            exit "$status"
            """;

    private final Process watcher;
    private final Launch launch;
    private final String stateBefore;
    private final long logBefore;

    private ServerProcess(Process watcher, Launch launch, String stateBefore, long logBefore) {
        this.watcher = watcher;
        this.launch = launch;
        this.stateBefore = stateBefore;
        this.logBefore = logBefore;
    }

    /** Starts PostgreSQL, which will take connections when {@link #awaitReady} returns. */
    static ServerProcess start(Launch launch, int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(launch.user().command(List.of("/bin/sh", "-c", WATCH, "roster-postgres")));
        command.addAll(launch.command(port));
        String stateBefore = launch.data().state();
        long logBefore = launch.log().size();
        Process watcher = ServerUser.processOf(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(launch.log().file().toFile()))
                .start();
        return new ServerProcess(watcher, launch, stateBefore, logBefore);
    }

    /** Waits without a limit while it lives: after a crash it may have gigabytes of its log to apply again. */
    void awaitReady() throws IOException, InterruptedException {
        while (!isReady(launch.data().state())) {
            if (watcher.waitFor(4, TimeUnit.MILLISECONDS)) {
                throw new StartupFailure(
                        "PostgreSQL did not start: " + launch.log().since(logBefore));
            }
        }
    }

    /** What the server before this one left in the file does not count. */
    private boolean isReady(String state) {
        List<String> lines = state.lines().toList();
        return !state.equals(stateBefore)
                && lines.size() >= 8
                && lines.get(7).strip().equals("ready");
    }

    /** Shuts PostgreSQL down and waits for it: commonly well under a second, and never much more than 10. */
    void stop() {
        try {
            watcher.getOutputStream().close();
            if (!watcher.waitFor(10, TimeUnit.SECONDS)) {
                watcher.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the pipe to PostgreSQL's watcher did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The watcher finishes the shutdown by itself.
        }
    }

    /** Returns when PostgreSQL has ended, for whatever reason. */
    void awaitEnd() throws InterruptedException {
        watcher.waitFor();
    }
}
