package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.ChildJvm;
import io.roster.testkit.TakesLong;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command in a process of its own, as it is run by hand. */
@Timeout(120)
@TakesLong
class DemoCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path temporary;

    @Test
    void thePrintedCommandsWorkAsPastedAndNothingIsLeftAfterwardsNorTheUsersOwnTouched() throws Exception {
        Path home = temporary.resolve("mine");
        Process demo = start(Map.of(
                "ROSTER_PORT", "0",
                "ROSTER_HOME", home.toString(),
                "ROSTER_DATABASE_URL", "not even a URL"));
        try {
            List<String> printed = printed(demo);
            assertThat(printed.getFirst()).matches("roster ready on http://127\\.0\\.0\\.1:\\d+");
            List<String> curls = printed.stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("curl "))
                    .toList();
            assertThat(curls).hasSize(3);
            JsonNode newest = run(curls.get(0), 200);
            assertThat(newest.get("data").size()).isEqualTo(3);
            assertThat(newest.at("/meta/total_count").asInt()).isEqualTo(2_000);
            assertThat(run(curls.get(1), 200).get("data").size()).isGreaterThan(5);
            assertThat(run(curls.get(2), 201).get("full_name").stringValue()).isEqualTo("Zoë Nilsson");
        } finally {
            demo.destroy();
        }
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(homes()).isEmpty();
        assertThat(home).doesNotExist();
        assertThat(Files.readAllLines(temporary.resolve("stderr")))
                .contains(
                        "roster: ROSTER_HOME is not used: the demo has its own, and leaves yours alone",
                        "roster: ROSTER_DATABASE_URL is not used: the demo has its own, and leaves yours alone");
    }

    @Test
    void whatAKilledDemoLeftBehindGoesWithTheNextWhichLeavesARunningOneAlone() throws Exception {
        Process killed = start(Map.of("ROSTER_PORT", "0"));
        printed(killed);
        Path left = homes().getFirst();
        Process running = start(Map.of("ROSTER_PORT", "0"));
        try {
            printed(running);
            assertThat(homes()).hasSize(2).contains(left);
            killed.destroyForcibly().waitFor();
            Process next = start(Map.of("ROSTER_PORT", "0"));
            try {
                printed(next);
                assertThat(homes()).hasSize(2).doesNotContain(left);
            } finally {
                stop(next);
            }
        } finally {
            killed.destroyForcibly();
            stop(running);
        }
        assertThat(homes()).isEmpty();
    }

    @Test
    void aPortThatWasAskedForAndIsTakenIsAFailureThatLeavesNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process demo = start(Map.of("ROSTER_PORT", Integer.toString(taken.getLocalPort())));
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(1);
        }
        assertThat(homes()).isEmpty();
    }

    private Process start(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(ChildJvm.command(Main.class, "demo"));
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
        builder.environment()
                .put(
                        "XDG_CACHE_HOME",
                        Path.of("target/test-cache").toAbsolutePath().toString());
        builder.environment().putAll(settings);
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(
                        temporary.resolve("stderr").toFile()))
                .start();
    }

    /** What it prints until it is done with that. */
    private List<String> printed(Process demo) throws IOException {
        List<String> lines = new ArrayList<>();
        BufferedReader output = demo.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains("Ctrl-C")) {
                return lines;
            }
        }
        throw new AssertionError("it ended: " + Files.readString(temporary.resolve("stderr")));
    }

    private static JsonNode run(String curl, int status) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", curl + " -w '\\n%{http_code}'")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int end = output.lastIndexOf('\n');
        assertThat(output).endsWith("\n" + status);
        return MAPPER.readTree(output.substring(0, end));
    }

    private static void stop(Process demo) throws InterruptedException {
        demo.destroy();
        assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private List<Path> homes() throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith("roster-demo-"))
                    .toList();
        }
    }
}
