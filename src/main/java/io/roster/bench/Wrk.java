package io.roster.bench;

import io.roster.StartupFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** wrk, the load generator: an existing program, so that nobody need believe one of ours. */
final class Wrk {
    private static final String MISSING = "roster bench needs the load generator wrk; apt-get install wrk";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** A request to be sent; {@code %N} in its body is a number that never comes twice. */
    record Request(String path, String body) {
        static Request get(String path) {
            return new Request(path, "");
        }
    }

    private final Path folder;
    private final InstantSource clock;

    /**
     * @param folder for its script and the requests
     * @param clock makes the numbers of one load others than those of the last
     */
    Wrk(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Refuses, and says what to do, when it isn't installed. */
    static void require() {
        try {
            new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new StartupFailure(MISSING, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted", e);
        }
    }

    /** Sends {@code requests} in turn, over and over, for so many seconds on so many connections. */
    Load run(URI url, String key, List<Request> requests, int connections, int seconds) throws IOException {
        Path script = folder.resolve("requests.lua");
        try (InputStream source = Objects.requireNonNull(Wrk.class.getResourceAsStream("requests.lua"))) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path file = Files.createTempFile(folder, "requests", ".tsv");
        try {
            Files.write(
                    file,
                    requests.stream()
                            .map(request -> request.path() + "\t" + request.body())
                            .toList());
            return run(List.of(
                    "wrk",
                    "-t1",
                    "-c" + connections,
                    "-d" + seconds + "s",
                    "--timeout",
                    "30s",
                    "-s",
                    script.toString(),
                    url.toString(),
                    "--",
                    file.toString(),
                    key,
                    Long.toString(clock.millis(), Character.MAX_RADIX)));
        } finally {
            Files.delete(file);
        }
    }

    private static Load run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int result = output.lastIndexOf("{\"requests\"");
        if (result < 0) {
            throw new IllegalStateException("wrk failed: " + output);
        }
        JsonNode counts = MAPPER.readTree(output.substring(result));
        if (counts.get("errors").asLong() > 0) {
            throw new IllegalStateException("some requests failed: " + output.substring(result));
        }
        return new Load(
                counts.get("requests").asLong(),
                counts.get("micros").asDouble() / 1e6,
                counts.get("p50").asDouble() / 1e3,
                counts.get("p99").asDouble() / 1e3);
    }
}
