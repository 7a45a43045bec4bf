package io.roster.webhook;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A small receiver to try webhooks with: it prints what arrives, verifies it, and answers 204, or 401 to a false signature. */
public final class WebhookListener implements AutoCloseable {
    private static final int MOST_READ = 1024 * 1024;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Optional<String> secret;
    private final PrintWriter out;
    private final HttpServer server;

    private WebhookListener(HttpServer server, Optional<String> secret, PrintWriter out) {
        this.server = server;
        this.secret = secret;
        this.out = out;
    }

    /**
     * Listens on this machine only, until it is closed.
     *
     * @param port 0 takes a free one
     * @param secret what deliveries must be signed with; none are verified without it
     */
    public static WebhookListener start(int port, Optional<String> secret, PrintWriter out) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        WebhookListener listener = new WebhookListener(server, secret, out);
        server.createContext("/", listener::receive);
        server.start();
        return listener;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readNBytes(MOST_READ), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            Optional<String> fault = secret.flatMap(key -> fault(key, body, headers));
            print(
                    headers.getOrDefault("webhook-id", List.of("without webhook-id"))
                            .getFirst(),
                    body,
                    fault);
            exchange.sendResponseHeaders(fault.isPresent() ? 401 : 204, -1);
        }
    }

    private static Optional<String> fault(String secret, String body, Map<String, List<String>> headers) {
        try {
            new com.standardwebhooks.Webhook(secret).verify(body, headers);
            return Optional.empty();
        } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void print(String id, String body, Optional<String> fault) {
        String verdict = secret.isEmpty()
                ? "not verified"
                : fault.map("REFUSED: "::concat).orElse("signature holds");
        out.println("-- " + id + ", " + verdict);
        out.println(indented(body));
        out.flush();
    }

    private static String indented(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            return MAPPER.writeValueAsString(json);
        } catch (JacksonException e) {
            return body;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
