package io.roster.bench;

import io.roster.StartupFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server of its own process, started as users start it: by the launcher where there is one. */
final class Server implements AutoCloseable {
    /** Any will do: the server listens on this machine, and only for a while. */
    static final String ADMIN_KEY = "the-operator-of-the-benchmarks-0123456789";

    /** What may be measured in another way than it comes. */
    private static final Set<String> KEPT = Set.of("ROSTER_JAVA_OPTS", "ROSTER_SEARCH_THRESHOLD");

    private static final String READY = "roster ready on ";
    private static final int STOP_SECONDS = 60;
    private static final int REST_SECONDS = 60;
    private static final long SECOND_NANOS = 1_000_000_000;

    /** So much processor time in a second counts as rest. */
    private static final long REST_MICROS = 100_000;

    private final Process process;
    private final URI url;
    private final long begun;

    private Server(Process process, URI url, long begun) {
        this.process = process;
        this.url = url;
        this.begun = begun;
    }

    /** Starts one, and returns when it answers; {@code more} settings go by the names of their variables. */
    static Server start(Path home, Map<String, String> more) throws IOException {
        Files.createDirectories(home);
        Path log = home.resolve("bench.log");
        ProcessBuilder builder = new ProcessBuilder(command());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ROSTER_") && !KEPT.contains(name));
        environment.put("ROSTER_HOME", home.toString());
        environment.put("ROSTER_PORT", "0");
        environment.put("ROSTER_ADMIN_KEY", ADMIN_KEY);
        environment.put("ROSTER_RATE_LIMIT", "off");
        environment.put("ROSTER_WEBHOOK_ALLOW_PRIVATE", "true");
        environment.putAll(more);
        long begun = System.nanoTime();
        Process process = builder.redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // it must not outlive a broken-off run
        return new Server(process, ready(process, log), begun);
    }

    private static URI ready(Process process, Path log) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new StartupFailure("the server that is to be measured did not start; see " + log);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        Path code = code();
        Path launcher = code.resolveSibling("../roster").normalize();
        if (Files.isRegularFile(code) && Files.isExecutable(launcher)) {
            command.add(launcher.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> !argument.startsWith("-javaagent"))
                    .forEach(command::add);
            for (String option :
                    System.getenv().getOrDefault("ROSTER_JAVA_OPTS", "").split(" ", -1)) {
                if (!option.isEmpty()) {
                    command.add(option);
                }
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.roster.Main"));
        }
        command.add("serve");
        return command;
    }

    private static Path code() {
        try {
            return new File(Server.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    URI url() {
        return url;
    }

    /** When its process was started, by {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    long cpuMicros() {
        return ProcessTimes.cpuMicros(process.toHandle());
    }

    /** Waits, a minute at most, until nothing is left to do, such as compiling or merging what the index has taken in. */
    void awaitRest() {
        long before = cpuMicros();
        for (int second = 0; second < REST_SECONDS; second++) {
            LockSupport.parkNanos(SECOND_NANOS);
            long now = cpuMicros();
            if (now - before < REST_MICROS) {
                return;
            }
            before = now;
        }
    }

    long databaseCpuMicros() {
        return ProcessTimes.postgresCpuMicros(process.toHandle());
    }

    long residentBytes() {
        return ProcessTimes.residentBytes(process.toHandle());
    }

    /** Begins a flight recording. */
    void record() throws IOException {
        jcmd("JFR.start", "name=bench", "settings=profile");
    }

    /** Writes the flight recording to a file, now, for the process does not when it is stopped. */
    void dump(Path file) throws IOException {
        jcmd("JFR.dump", "name=bench", "filename=" + file);
    }

    private void jcmd(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid())));
        command.addAll(List.of(arguments));
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it as an operator would. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
