package io.roster.api.nimbus;

import io.roster.api.http.JsonOut;
import io.roster.id.IdKind;
import io.roster.webhook.Delivery;
import io.roster.webhook.Webhook;
import io.roster.webhook.Webhooks;
import java.time.Instant;

/** Webhooks and deliveries as JSON. */
final class NimbusWebhookJson {
    private NimbusWebhookJson() {}

    static void write(JsonOut out, Webhook webhook) {
        out.object(fields -> fields(fields, webhook));
    }

    /** A webhook with its secret, which is shown at its making only. */
    static byte[] bytes(Webhooks.WithSecret made) {
        return JsonOut.write(out -> out.object(fields -> {
            fields(fields, made.webhook());
            fields.text("secret", made.secret());
        }));
    }

    static byte[] bytes(Delivery delivery, Webhook webhook) {
        return JsonOut.write(out -> write(out, delivery, webhook));
    }

    static void write(JsonOut out, Delivery delivery, Webhook webhook) {
        boolean pending = delivery.status() == Delivery.Status.PENDING;
        Instant next = pending ? delivery.nextAt() : null;
        out.object(fields -> {
            fields.text("id", IdKind.DELIVERY.format(delivery.id()));
            fields.text("webhook_id", IdKind.WEBHOOK.format(webhook.id()));
            fields.text("event_id", IdKind.EVENT.format(delivery.eventId()));
            fields.text("event_type", delivery.type());
            fields.text("status", delivery.status().wire());
            fields.integer("attempts", (long) delivery.attempts());
            fields.instant("created_at", delivery.createdAt());
            fields.instant("next_attempt_at", next);
            fields.object(
                    "request",
                    request -> request.text("method", "POST")
                            .text("url", webhook.url())
                            .raw("body", delivery.payload()));
            attempt(fields, delivery);
        });
    }

    private static void fields(JsonOut fields, Webhook webhook) {
        fields.text("id", IdKind.WEBHOOK.format(webhook.id()));
        fields.text("url", webhook.url());
        fields.texts("events", webhook.events());
        fields.text("description", webhook.description());
        fields.text("status", webhook.status().wire());
        fields.instant("created_at", webhook.createdAt());
    }

    private static void attempt(JsonOut fields, Delivery delivery) {
        Delivery.Attempt attempt = delivery.attempt();
        if (attempt == null) {
            fields.nothing("response");
            return;
        }
        fields.object(
                "response",
                response -> response.instant("at", attempt.at())
                        .integer("status", attempt.status())
                        .integer("latency_ms", (long) attempt.latencyMillis())
                        .text("body", attempt.body())
                        .text("error", attempt.error()));
    }
}
