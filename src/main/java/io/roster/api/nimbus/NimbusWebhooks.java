package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.api.http.Reply;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import io.roster.search.Position;
import io.roster.webhook.Delivery;
import io.roster.webhook.Webhook;
import io.roster.webhook.WebhookPatch;
import io.roster.webhook.Webhooks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The endpoints of webhooks and of what was sent to them. */
final class NimbusWebhooks {
    private final Database database;
    private final Webhooks webhooks;
    private final PageTokens tokens;

    NimbusWebhooks(Database database, Webhooks webhooks, PageTokens tokens) {
        this.database = database;
        this.webhooks = webhooks;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("page_size", "cursor"));
        UUID workspaceId = call.caller().workspaceId();
        UUID before = before(workspaceId, "webhooks", query);
        int size = NimbusPage.size(query);
        Webhooks.Page<Webhook> page = database.read(tx -> webhooks.list(tx, workspaceId, before, size));
        Optional<String> next = next(workspaceId, "webhooks", page, Webhook::id);
        return Reply.json(200, NimbusPage.write(page.rows(), NimbusWebhookJson::write, next, page.total()));
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        WebhookPatch patch = webhooks.checked(NimbusWebhookFields.draft(Fields.of(call.body())));
        return call.write(tx -> {
            Webhooks.WithSecret created = webhooks.create(tx, workspaceId, patch);
            String path = "/api/v1/webhooks/"
                    + IdKind.WEBHOOK.format(created.webhook().id()) + "/";
            return Reply.json(201, NimbusWebhookJson.bytes(created)).with("Location", path);
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        return reply(database.read(tx -> webhooks.get(tx, workspaceId, webhookId(call))));
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        WebhookPatch patch = webhooks.checked(NimbusWebhookFields.patch(Fields.of(call.body())));
        return call.write(tx -> reply(webhooks.update(tx, workspaceId, id, patch)));
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        return call.write(tx -> {
            webhooks.delete(tx, workspaceId, id);
            return Reply.json(
                    200,
                    JsonOut.write(out -> out.object(fields ->
                            fields.text("id", IdKind.WEBHOOK.format(id)).bool("deleted", true))));
        });
    }

    Reply rotateSecret(Call call) {
        nothingGiven(call);
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        return call.write(tx -> Reply.json(200, NimbusWebhookJson.bytes(webhooks.rotateSecret(tx, workspaceId, id))));
    }

    Reply test(Call call) {
        nothingGiven(call);
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        return call.write(tx -> {
            Delivery test = webhooks.test(tx, workspaceId, id);
            return Reply.json(202, NimbusWebhookJson.bytes(test, webhooks.get(tx, workspaceId, id)));
        });
    }

    Reply deliveries(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("page_size", "cursor", "status"));
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        Delivery.Status status = query.one("status").map(NimbusWebhooks::status).orElse(null);
        String list = "deliveries|" + id + "|" + status;
        UUID before = before(workspaceId, list, query);
        int size = NimbusPage.size(query);
        return database.read(tx -> {
            Webhook webhook = webhooks.get(tx, workspaceId, id);
            Webhooks.Page<Delivery> page = webhooks.deliveries(tx, workspaceId, id, status, before, size);
            return Reply.json(
                    200,
                    NimbusPage.write(
                            page.rows(),
                            (out, delivery) -> NimbusWebhookJson.write(out, delivery, webhook),
                            next(workspaceId, list, page, Delivery::id),
                            page.total()));
        });
    }

    Reply retry(Call call) {
        nothingGiven(call);
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        UUID delivery = IdKind.DELIVERY.parse(call.path("delivery_id")).orElseThrow(() -> Failure.notFound("Delivery"));
        return call.write(tx -> {
            Delivery queued = webhooks.retry(tx, workspaceId, id, delivery);
            return Reply.json(202, NimbusWebhookJson.bytes(queued, webhooks.get(tx, workspaceId, id)));
        });
    }

    Reply replay(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        UUID id = webhookId(call);
        Fields fields = Fields.of(call.body());
        Instant since = fields.instant("since").required();
        fields.refuseOthers(Set.of());
        return call.write(tx -> {
            int queued = webhooks.replay(tx, workspaceId, id, since);
            return Reply.json(202, JsonOut.write(out -> out.object(body -> body.integer("queued", (long) queued))));
        });
    }

    /** An action that takes neither parameters nor a body, but may be sent an empty one. */
    private static void nothingGiven(Call call) {
        call.query().allowOnly(Set.of());
        Fields.of(call.bodyOrEmpty()).refuseOthers(Set.of());
    }

    private @Nullable UUID before(UUID workspaceId, String list, Query query) {
        return query.one("cursor")
                .map(cursor -> tokens.open(workspaceId, list, List.of(), cursor).id())
                .orElse(null);
    }

    private <T> Optional<String> next(UUID workspaceId, String list, Webhooks.Page<T> page, Function<T, UUID> id) {
        return page.hasMore()
                ? Optional.of(tokens.seal(
                        workspaceId,
                        list,
                        new Position(List.of(), id.apply(page.rows().getLast()))))
                : Optional.empty();
    }

    private static Delivery.Status status(String text) {
        for (Delivery.Status status : Delivery.Status.values()) {
            if (status.wire().equals(text)) {
                return status;
            }
        }
        throw Failure.invalid("status", "status must be pending, delivered or failed");
    }

    private static UUID webhookId(Call call) {
        return IdKind.WEBHOOK.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Webhook"));
    }

    private static Reply reply(Webhook webhook) {
        return Reply.json(200, JsonOut.write(out -> NimbusWebhookJson.write(out, webhook)));
    }
}
