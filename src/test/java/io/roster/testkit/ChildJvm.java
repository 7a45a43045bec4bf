package io.roster.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a process of its own, which can be killed. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return start(command(main, arguments));
    }

    static ChildJvm start(List<String> command) throws IOException {
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What starts it, for who wants to start it in another way: that of a JVM which begins fast and lives shortly. */
    public static List<String> command(Class<?> main, String... arguments) throws IOException {
        return command(ClassArchive.options(), main, arguments);
    }

    static List<String> command(List<String> classes, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dstdout.encoding=UTF-8"));
        command.addAll(classes);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The next line of its output; fails when there is none any more. */
    public String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process ended");
        }
        return line;
    }

    /** Its children and theirs. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public long pid() {
        return process.pid();
    }

    /** Kill -9; returns what it had still put out, when it is dead. */
    public List<String> kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // which, unlike the process's own, leaves its output readable
        process.waitFor();
        return output.lines().toList();
    }

    /** SIGTERM; returns the exit status when it has ended. */
    public int terminate(Duration patience) throws InterruptedException {
        process.destroy();
        return exitStatus(patience);
    }

    /** Waits for its end; fails when that does not come in time. */
    public int exitStatus(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience)) {
            throw new AssertionError("still running after " + patience);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
