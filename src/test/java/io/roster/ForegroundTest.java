package io.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test starts a process, for only a process can be sent a signal. */
@Timeout(60)
class ForegroundTest {
    /** What the process runs; the argument says what is in the foreground. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            try {
                Foreground.run(() -> switch (args[0]) {
                    case "runs" -> running(() -> System.out.println("closed"));
                    case "starts" -> starting();
                    case "fails" -> throw new StartupFailure("no room");
                    default ->
                        running(() -> {
                            throw new IllegalStateException("stuck");
                        });
                });
            } catch (StartupFailure e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }

        private static AutoCloseable running(AutoCloseable server) {
            System.out.println("up");
            return server;
        }

        private static AutoCloseable starting() throws InterruptedException {
            System.out.println("up");
            try {
                new CountDownLatch(1).await();
                return () -> {};
            } finally {
                System.out.println("cleaned up");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalClosesTheServerAndEndsTheProcessWithStatus0(String signal) throws Exception {
        assumeFalse(isIgnored(signal), "processes of a shell's background are not to hear it, nor are their children");
        Process process = start("runs");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("up");
            send(signal, process);
            assertThat(out.readLine()).isEqualTo("closed");
            assertThat(status(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aSignalDuringTheStartInterruptsIt() throws Exception {
        Process process = start("starts");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("up");
            send("TERM", process);
            assertThat(out.readLine()).isEqualTo("cleaned up");
            assertThat(status(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aServerThatFailsToCloseEndsTheProcessWithStatus1() throws Exception {
        Process process = start("sticks");
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(out.readLine()).isEqualTo("up");
            send("TERM", process);
            assertThat(err.readLine()).contains("ERROR", "stopping failed");
            assertThat(status(process)).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStartThatFailsIsTheCallersToReport() throws Exception {
        Process process = start("fails");
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("no room");
            assertThat(status(process)).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Ended for good before the test's time is over, for that does not interrupt who reads its output. */
    private static Process start(String what) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        what)
                .start();
        CompletableFuture.delayedExecutor(50, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    /** Whether this process was started so, which Java leaves as it is, for {@code nohup}'s sake. */
    private static boolean isIgnored(String signal) throws IOException {
        int number = switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            default -> 15;
        };
        long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .sum();
        return (ignored >> (number - 1) & 1) == 1;
    }

    private static void send(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static int status(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
