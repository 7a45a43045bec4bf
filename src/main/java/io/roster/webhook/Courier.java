package io.roster.webhook;

import io.roster.id.IdKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Carries one delivery to its receiver, and waits no longer than it was told, whatever the receiver does. The address that
 * is connected to is the one that was checked; redirects are not followed, for they would lead elsewhere.
 */
final class Courier implements AutoCloseable {
    private static final int MOST_READ = 64 * 1024;
    private static final int MOST_KEPT = 2 * 1024;
    private static final int CONNECTIONS = 4096; // the lanes limit how many are used, and none shall wait for another

    private final Duration patience;
    private final InstantSource clock;
    private final CloseableHttpClient client;
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    Courier(Hosts hosts, Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
        Timeout timeout = Timeout.ofMilliseconds(patience.toMillis());
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedResolver(hosts))
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .setTimeToLive(TimeValue.ofMinutes(1)) // so that a name that moves is followed
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression() // what is read is bounded, and so must not grow afterwards
                .setUserAgent("Roster-Webhooks/1")
                .build();
    }

    Receipt deliver(WebhookStore.Target target, Delivery delivery) {
        long begun = System.nanoTime();
        HttpPost post = request(target, delivery);
        Answer answer = new Answer();
        Future<?> attempt = attempts.submit(() -> {
            exchange(post, answer);
            return answer;
        });
        String error = error(attempt);
        if (error != null) {
            post.cancel();
            attempt.cancel(true);
        }
        return answer.receipt(
                error, (int) Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private HttpPost request(WebhookStore.Target target, Delivery delivery) {
        Instant now = clock.instant();
        String id = IdKind.EVENT.format(delivery.eventId());
        HttpPost post = new HttpPost(URI.create(target.url()));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        post.setHeader("webhook-signature", Signatures.header(target.secrets(), id, now, delivery.payload()));
        post.setEntity(new StringEntity(
                delivery.payload(), ContentType.create("application/json").withCharset(StandardCharsets.UTF_8)));
        post.setHeader("Content-Type", "application/json");
        return post;
    }

    /** Why there was no whole answer in time; null when there was one. */
    private @Nullable String error(Future<?> attempt) {
        try {
            attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException e) {
            return "no answer within %d s".formatted(patience.toSeconds());
        } catch (ExecutionException e) {
            return said(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the server was stopping";
        }
    }

    private static String said(@Nullable Throwable cause) {
        if (cause == null) {
            return "failed";
        }
        String kind =
                cause instanceof UnknownHostException ? "" : cause.getClass().getSimpleName() + ": ";
        return (kind + cause.getMessage()).replace('\0', ' ');
    }

    private void exchange(HttpPost post, Answer answer) throws IOException {
        try (ClassicHttpResponse response = client.executeOpen(null, post, null)) {
            answer.begun(response, clock.instant());
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                InputStream body = entity.getContent();
                answer.body(body.readNBytes(MOST_KEPT));
                if (body.readNBytes(MOST_READ - MOST_KEPT).length == MOST_READ - MOST_KEPT) {
                    post.cancel(); // to close it alone would read on to its end, which may never come
                }
            }
        }
    }

    /** Whether it has been closed: what was under way then has failed for no fault of the receiver. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        attempts.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    /** Resolves for a connection only to what may be sent to. */
    private record CheckedResolver(Hosts hosts) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return hosts.addresses(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** What has come of an answer so far, which the one who waits may take at any moment. */
    private static final class Answer {
        private @Nullable Integer status;
        private @Nullable String body;
        private @Nullable Duration retryAfter;

        synchronized void begun(ClassicHttpResponse response, Instant now) {
            status = response.getCode();
            var header = response.getFirstHeader("Retry-After");
            retryAfter = header == null
                    ? null
                    : RetryAfter.parse(header.getValue(), now).orElse(null);
        }

        synchronized void body(byte[] bytes) {
            body = new String(Arrays.copyOf(bytes, bytes.length), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        }

        /** The status decides: when it has come, it does not matter how the rest of the answer fares. */
        synchronized Receipt receipt(@Nullable String error, int latencyMillis) {
            return new Receipt(status, latencyMillis, body, status == null ? error : null, retryAfter);
        }
    }
}
