package io.roster.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is sent webhooks, remembers them, and answers as it is told. */
final class Receiver implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What came in. */
    record Received(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        JsonNode json() {
            return MAPPER.readTree(body);
        }

        String type() {
            return json().get("type").stringValue();
        }

        /** Whether it is signed with {@code secret}, by the library that receivers use. */
        boolean isSignedWith(String secret) {
            try {
                new com.standardwebhooks.Webhook(secret).verify(body, headers);
                return true;
            } catch (com.standardwebhooks.exceptions.WebhookVerificationException
                    | com.standardwebhooks.exceptions.EmptyWebhookSecretException e) {
                return false;
            }
        }
    }

    /** Answers a request that has been read. */
    interface Behaviour {
        void answer(HttpExchange exchange, Received received) throws IOException, InterruptedException;
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Behaviour behaviour;

    Receiver(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static Receiver answering(int status) throws IOException {
        return new Receiver(status(status));
    }

    static Behaviour status(int status) {
        return (exchange, received) -> exchange.sendResponseHeaders(status, -1);
    }

    void behave(Behaviour other) {
        behaviour = other;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> types() {
        return received.stream().map(Received::type).toList();
    }

    /** Waits until what came in is as wanted. */
    void await(Predicate<List<Received>> wanted) throws InterruptedException {
        Await.until(Duration.ofSeconds(20), () -> wanted.test(received()), () -> "received: " + types());
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT), Map.Entry::getValue));
        Received one = new Received(headers, body);
        received.add(one);
        try (exchange) {
            behaviour.answer(exchange, one);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
