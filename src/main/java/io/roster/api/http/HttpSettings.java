package io.roster.api.http;

import java.time.Duration;
import java.util.List;

/**
 * Where the server listens and what it puts up with.
 *
 * @param port 0 takes a free one
 * @param corsOrigins the origins whose pages may call, such as {@code https://app.example.com}; none switches CORS off
 * @param maxBody the bytes a JSON body may have
 * @param maxEntity the bytes any body may declare; beyond them the connection is closed without looking at the request.
 *     A chunk of a chunked body is held in memory whole, so this is also what one connection can make the server hold
 * @param maxConnections those beyond it wait to be accepted
 * @param headerTimeout within which a request's headers must have come, once its first line has
 * @param bodyTimeout within which a JSON body must have come
 * @param idleTimeout after which a connection without a request is closed
 * @param shutdownGrace how long {@link ApiServer#close()} waits for the requests in flight
 */
public record HttpSettings(
        String host,
        int port,
        List<String> corsOrigins,
        int maxBody,
        long maxEntity,
        int maxConnections,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration shutdownGrace) {
    private static final int MEBIBYTE = 1024 * 1024;

    public HttpSettings {
        corsOrigins = List.copyOf(corsOrigins);
        if (maxBody > maxEntity) {
            throw new IllegalArgumentException(
                    "a JSON body of " + maxBody + " bytes does not fit an entity of " + maxEntity);
        }
    }

    /** The limits of the contract. */
    public static HttpSettings of(String host, int port, List<String> corsOrigins) {
        return new HttpSettings(
                host,
                port,
                corsOrigins,
                8 * MEBIBYTE,
                513L * MEBIBYTE,
                4096,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(75),
                Duration.ofSeconds(10));
    }

    /** These settings with other time limits. */
    public HttpSettings withTimeouts(Duration header, Duration body, Duration idle) {
        return new HttpSettings(
                host, port, corsOrigins, maxBody, maxEntity, maxConnections, header, body, idle, shutdownGrace);
    }
}
