package io.roster.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans, where a collector is configured. Where none is, a span costs a look at a field, and no class of
 * OpenTelemetry is loaded: only {@link Exporting} and {@link SentSpan} know them.
 */
public final class Tracing implements AutoCloseable {
    public static final Tracing OFF = new Tracing(null);

    private final @Nullable Exporting exporting;

    private Tracing(@Nullable Exporting exporting) {
        this.exporting = exporting;
    }

    /** Sends what is traced to {@code collector}, if there is one. */
    public static Tracing to(Optional<Collector> collector) {
        return collector.map(it -> new Tracing(Exporting.to(it))).orElse(OFF);
    }

    /** A request from outside; {@code traceparent} is the caller's own span, as W3C Trace Context writes it. */
    public Span request(Optional<String> traceparent) {
        return exporting == null ? NoSpan.NONE : exporting.request(traceparent);
    }

    /** Something within what the thread is at, if it is at something. */
    public Span within(String name) {
        return exporting == null ? NoSpan.NONE : exporting.within(name);
    }

    /** The same, asking something of another system, such as the database. */
    public Span asking(String name) {
        return exporting == null ? NoSpan.NONE : exporting.asking(name);
    }

    /** Sends what is not yet sent. */
    @Override
    public void close() {
        if (exporting != null) {
            exporting.close();
        }
    }
}
