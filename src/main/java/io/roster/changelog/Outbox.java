package io.roster.changelog;

import io.roster.db.Tx;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import io.roster.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What webhooks are to be told: a row for each event and each webhook that wants it, with the body that will be sent. */
final class Outbox {
    private record Delivery(
            UUID id, Subscription subscription, UUID eventId, UUID contactId, String type, String payload) {
        UUID webhookId() {
            return subscription.webhookId();
        }

        /** What is not to be sent now is kept like what was given up: a replay sends both. */
        String status() {
            return subscription.isDisabled() ? "failed" : "pending";
        }
    }

    private final LogEpoch epoch;
    private final UuidV7 ids;

    Outbox(LogEpoch epoch, UuidV7 ids) {
        this.epoch = epoch;
        this.ids = ids;
    }

    /** Writes the events of {@code changes} for those of {@code subscriptions} that want them; tells whether any does. */
    boolean append(Tx tx, UUID workspaceId, List<Subscription> subscriptions, List<Change> changes) {
        if (subscriptions.isEmpty()) {
            return false;
        }
        List<Delivery> deliveries = new ArrayList<>();
        for (Change change : changes) {
            for (Change.Type type : EventTypes.of(change)) {
                deliveries.addAll(deliveries(workspaceId, subscriptions, change, type));
            }
        }
        if (!deliveries.isEmpty()) {
            insert(tx, workspaceId, deliveries, changes);
        }
        return !deliveries.isEmpty();
    }

    private List<Delivery> deliveries(
            UUID workspaceId, List<Subscription> subscriptions, Change change, Change.Type type) {
        List<Subscription> wanting = subscriptions.stream()
                .filter(subscription -> subscription.events().contains(type.wire()))
                .toList();
        if (wanting.isEmpty()) {
            return List.of();
        }
        UUID eventId = type == change.type() ? change.id() : ids.next();
        String payload = payload(workspaceId, eventId, change, type);
        return wanting.stream()
                .map(subscription ->
                        new Delivery(ids.next(), subscription, eventId, change.contactId(), type.wire(), payload))
                .toList();
    }

    private static String payload(UUID workspaceId, UUID eventId, Change change, Change.Type type) {
        String head = Json.write(Map.of("id", IdKind.EVENT.format(eventId)));
        StringBuilder body = new StringBuilder(head.substring(0, head.length() - 1))
                .append(",\"type\":\"")
                .append(type.wire())
                .append("\",\"timestamp\":\"")
                .append(change.at()) // of milliseconds, which prints as the API does
                .append("\",\"workspace_id\":\"")
                .append(IdKind.WORKSPACE.format(workspaceId))
                .append("\",\"data\":")
                .append(change.object().get());
        if (type == Change.Type.UPDATED) {
            Map<String, @Nullable Object> previous = new LinkedHashMap<>();
            change.fields().forEach((name, value) -> previous.put(name, value.from()));
            body.append(",\"previous\":").append(Json.write(previous));
        }
        return body.append('}').toString();
    }

    private void insert(Tx tx, UUID workspaceId, List<Delivery> deliveries, List<Change> changes) {
        tx.sql("""
                insert into webhook_delivery (workspace_id, position, id, webhook_id, event_id, contact_id, type, payload,
                    status, attempts, next_at, created_at)
                select ?, %s, r.id, r.webhook_id, r.event_id, r.contact_id, r.type, r.payload, r.status, 0, ?, ?
                from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[])
                    as r(id, webhook_id, event_id, contact_id, type, payload, status)
                """.formatted(LogEpoch.POSITION))
                .bind(workspaceId)
                .bind(epoch.base())
                .bind(changes.getFirst().at())
                .bind(changes.getFirst().at())
                .array("uuid", deliveries, Delivery::id)
                .array("uuid", deliveries, Delivery::webhookId)
                .array("uuid", deliveries, Delivery::eventId)
                .array("uuid", deliveries, Delivery::contactId)
                .array("text", deliveries, Delivery::type)
                .array("text", deliveries, Delivery::payload)
                .array("text", deliveries, Delivery::status)
                .update();
    }

    void forget(Tx tx, UUID workspaceId, UUID contactId) {
        tx.sql("delete from webhook_delivery where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .update();
    }
}
