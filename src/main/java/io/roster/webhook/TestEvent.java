package io.roster.webhook;

import io.roster.id.IdKind;
import io.roster.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The event by which a receiver can be tried: {@code webhook.test}, about nobody. */
final class TestEvent {
    private static final String TYPE = "webhook.test";

    private TestEvent() {}

    static Delivery delivery(UUID workspaceId, UUID webhookId, UUID id, UUID eventId, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", IdKind.EVENT.format(eventId));
        body.put("type", TYPE);
        body.put("timestamp", now.toString());
        body.put("workspace_id", IdKind.WORKSPACE.format(workspaceId));
        body.put("data", Map.of("webhook_id", IdKind.WEBHOOK.format(webhookId)));
        // Each test stands for itself: no other delivery has to wait for it.
        return new Delivery(id, eventId, eventId, TYPE, Json.write(body), Delivery.Status.PENDING, 0, now, now, null);
    }
}
