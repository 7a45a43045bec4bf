package io.roster.trace;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** A span that is sent to the collector when it has ended. */
record SentSpan(io.opentelemetry.api.trace.Span span, Scope scope) implements Span {
    @Override
    public void name(String name) {
        span.updateName(name);
    }

    @Override
    public void set(String attribute, String value) {
        span.setAttribute(attribute, value);
    }

    @Override
    public void set(String attribute, long value) {
        span.setAttribute(attribute, value);
    }

    @Override
    public void failed(@Nullable String cause) {
        span.setStatus(StatusCode.ERROR);
        if (cause != null) {
            span.setAttribute("error.type", cause);
        }
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
