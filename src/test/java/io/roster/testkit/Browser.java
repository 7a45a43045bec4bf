package io.roster.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page in headless Chromium, driven by its DevTools protocol, where the machine has a Chromium. */
public final class Browser implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path profile;
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Browser(Path executable) throws IOException, InterruptedException {
        profile = Files.createTempDirectory("roster-browser-");
        process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1280,1600",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = client.newWebSocketBuilder().buildAsync(page(), new Incoming()).join();
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Where Chromium is on this machine, if it is. */
    public static Optional<Path> executable() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Browser start(Path executable) throws IOException, InterruptedException {
        return new Browser(executable);
    }

    private URI page() throws IOException, InterruptedException {
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.contains("DevTools listening on")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium has ended");
        }
        URI list = URI.create(line.replaceFirst(".*ws://([^/]+)/.*", "http://$1/json/list"));
        JsonNode pages =
                MAPPER.readTree(client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                        .body());
        return URI.create(pages.values().stream()
                .filter(target -> target.path("type").asString("").equals("page"))
                .findFirst()
                .orElseThrow()
                .get("webSocketDebuggerUrl")
                .stringValue());
    }

    public void open(URI url) {
        call("Page.navigate", Map.of("url", url.toString()));
    }

    /** Runs a script until it gives something true, which it returns as text. */
    public String await(String script) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode value = evaluate(script);
        while (!value.asBoolean(!value.asString("").isEmpty())) {
            if (System.nanoTime() > until) {
                throw new AssertionError("in vain: " + script + "; " + value + "; " + faults());
            }
            Thread.sleep(50);
            value = evaluate(script);
        }
        return value.asString("");
    }

    private JsonNode evaluate(String script) {
        return call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true))
                .at("/result/value");
    }

    /** The addresses of all that it has asked for. */
    public List<String> requests() {
        return events("Network.requestWillBeSent")
                .map(it -> it.at("/params/request/url").stringValue())
                .toList();
    }

    /** What it has complained of: exceptions, and what a policy of the page forbade. */
    public List<String> faults() {
        return Stream.concat(
                        events("Runtime.exceptionThrown"),
                        events("Log.entryAdded")
                                .filter(it -> it.at("/params/entry/level")
                                        .stringValue()
                                        .equals("error")))
                .map(JsonNode::toString)
                .toList();
    }

    private Stream<JsonNode> events(String method) {
        return events.stream().filter(event -> event.path("method").asString("").equals(method));
    }

    /** The page as a picture, a PNG. */
    public byte[] picture() {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of()).get("data").stringValue());
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(MAPPER.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().path("result");
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode message = MAPPER.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> answer =
                        waiting.remove(message.path("id").asInt(-1));
                if (answer == null) {
                    events.add(message);
                } else {
                    answer.complete(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
            TestPostgres.delete(profile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            // A child of the browser's may write into its profile for a moment after its end; it lies in /tmp.
        }
    }
}
