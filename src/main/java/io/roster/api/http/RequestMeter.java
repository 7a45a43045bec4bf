package io.roster.api.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts requests and how long they take, by method, route and status. A route is its template and a strange method is
 * {@code other}, so that no caller can make up new series.
 */
public final class RequestMeter {
    static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "-");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private record Series(String method, String route, int status) {}

    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();
    private final MeterRegistry registry;
    private final Counter limited;

    public RequestMeter(MeterRegistry registry) {
        this.registry = registry;
        this.limited = Counter.builder("roster.requests.rate.limited")
                .description("Requests that were refused because their key or address came too often")
                .register(registry);
        registry.gauge("http.server.active.requests", active);
    }

    void begun() {
        active.incrementAndGet();
    }

    void ended() {
        active.decrementAndGet();
    }

    /** To be called once a request, answered or not. */
    void record(String method, String route, int status, Duration time) {
        Series series = new Series(METHODS.contains(method) ? method : "other", route, status);
        Timer timer = timers.get(series);
        (timer == null ? timers.computeIfAbsent(series, this::timer) : timer).record(time);
        if (status == TOO_MANY_REQUESTS) {
            limited.increment();
        }
    }

    private Timer timer(Series series) {
        return Timer.builder("http.server.requests")
                .description("Requests, from their headers to the end of their answer")
                .tags("method", series.method, "route", series.route, "status", Integer.toString(series.status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
