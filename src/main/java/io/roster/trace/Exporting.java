package io.roster.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sends spans by OTLP over HTTP, in batches and in the background; those that cannot be sent are dropped. */
final class Exporting implements AutoCloseable {
    private static final Duration BATCH_AFTER = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    // The one header that says it all; what vendors keep beside it is not read.
    private static final TextMapGetter<String> HEADER = (carrier, key) -> key.equals("traceparent") ? carrier : null;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Exporting(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("io.roster");
    }

    static Exporting to(Collector collector) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.endpoint().toString().replaceFirst("/+$", "") + "/v1/traces")
                .setHeaders(collector::headers)
                .build();
        return new Exporting(SdkTracerProvider.builder()
                .setResource(
                        Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), collector.service())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(BATCH_AFTER)
                        .build())
                .build());
    }

    Span request(Optional<String> traceparent) {
        Context outside =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent.orElse(""), HEADER);
        return begun("HTTP", SpanKind.SERVER, outside);
    }

    Span within(String name) {
        return begun(name, SpanKind.INTERNAL, Context.current());
    }

    Span asking(String name) {
        return begun(name, SpanKind.CLIENT, Context.current());
    }

    @SuppressWarnings("MustBeClosedChecker") // the span closes its scope when it is closed itself
    private Span begun(String name, SpanKind kind, Context parent) {
        var span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        return new SentSpan(span, parent.with(span).makeCurrent());
    }

    @Override
    public void close() {
        provider.shutdown().join(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    }
}
