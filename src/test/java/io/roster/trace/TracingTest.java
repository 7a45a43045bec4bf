package io.roster.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Traces as a collector gets them. */
class TracingTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private static TracesReceiver receiver;
    private static TestRoster roster;
    private static TestClient client;

    @BeforeAll
    static void start() throws IOException {
        receiver = new TracesReceiver();
        roster = TestRoster.start(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url() + "/",
                "OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20secret,other=1",
                "ROSTER_WEBHOOK_ALLOW_PRIVATE", "true"));
        client = roster.workspace();
    }

    @AfterAll
    static void stop() {
        roster.close();
        receiver.close();
    }

    @Test
    void aRequestIsASpanWithinTheCallersAndItsTransactionIsOneWithinIt() throws InterruptedException {
        client.with("traceparent", "00-%s-%s-01".formatted(TRACE, PARENT))
                .with("X-Request-Id", "traced-1")
                .post(CONTACTS, Map.of("email", "ann@traced.example"))
                .expect(201);
        Span request = receiver.await(span -> text(span, "roster.request_id").equals("traced-1"));
        assertThat(request.getName()).isEqualTo("POST /api/v1/contacts");
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(hex(request.getTraceId().toByteArray())).isEqualTo(TRACE);
        assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo(PARENT);
        assertThat(text(request, "http.route")).isEqualTo("/api/v1/contacts");
        assertThat(text(request, "http.request.method")).isEqualTo("POST");
        assertThat(attribute(request, "http.response.status_code").getIntValue())
                .isEqualTo(201);
        assertThat(text(request, "roster.workspace_id")).startsWith("ws_");
        assertThat(text(request, "roster.key_id")).startsWith("key_");
        Span transaction = receiver.await(span -> span.getParentSpanId().equals(request.getSpanId())
                && span.getName().equals("transaction"));
        assertThat(transaction.getTraceId()).isEqualTo(request.getTraceId());
        assertThat(text(transaction, "db.system.name")).isEqualTo("postgresql");
        assertThat(receiver.keys()).contains("a secret");
    }

    @Test
    void whatIsNoTraceIsIgnoredAndWhatNobodyKnowsHasNoNameOfItsOwn() throws InterruptedException {
        client.with("traceparent", "nonsense")
                .with("X-Request-Id", "traced-2")
                .send("FROBNICATE", "/nowhere", BodyPublishers.noBody(), Map.of())
                .expect(404);
        Span span = receiver.await(it -> text(it, "roster.request_id").equals("traced-2"));
        assertThat(span.getName()).isEqualTo("_OTHER");
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void jobsAndAttemptsToDeliverAreTraced() throws InterruptedException {
        client.post("/api/v1/webhooks/", Map.of("url", "http://127.0.0.1:9/", "events", List.of("contact.created")))
                .expect(201);
        String id = client.post(CONTACTS, Map.of("email", "bob@traced.example"))
                .expect(201)
                .text("id");
        client.post(CONTACTS + id + "/enrich/", "{}").expect(202);
        Span attempt = receiver.await(span -> span.getName().equals("webhook attempt"));
        assertThat(attempt.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        Span job = receiver.await(span -> span.getName().startsWith("job "));
        assertThat(text(job, "roster.workspace_id")).startsWith("ws_");
    }

    @Test
    void noSpanHoldsAnAddressANameOrASecret() throws InterruptedException {
        client.post(CONTACTS, Map.of("email", "zebulon@private.example", "last_name", "Zebulon"))
                .expect(201);
        client.get(CONTACTS + "?email=zebulon@private.example").expect(200);
        client.with("X-Request-Id", "traced-3")
                .get(CONTACTS + "zebulon@private.example/")
                .expect(404);
        receiver.await(span -> text(span, "roster.request_id").equals("traced-3"));
        assertThat(receiver.text()).doesNotContainIgnoringCase("zebulon").doesNotContain(client.token());
    }

    private static AnyValue attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(KeyValue::getValue)
                .findFirst()
                .orElseGet(AnyValue::getDefaultInstance);
    }

    private static String text(Span span, String name) {
        return attribute(span, name).getStringValue();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
