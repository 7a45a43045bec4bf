package io.roster.webhook;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes attempts to deliver, and draws the consequences. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration DISABLED_AFTER = Duration.ofDays(5);

    private final Database database;
    private final Courier courier;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private final WebhookStore webhooks = new WebhookStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    Attempts(Database database, Courier courier, RetrySchedule schedule, InstantSource clock) {
        this.database = database;
        this.courier = courier;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Up to {@code limit} deliveries to make now, none of a contact that is {@code busy}. */
    List<Delivery> due(LaneLeases.Claim claim, Collection<UUID> busy, int limit) {
        return database.read(tx -> deliveries.due(tx, claim.workspaceId(), claim.webhookId(), now(), busy, limit));
    }

    /** Sends, and records what came of it; does nothing when the webhook is not active any more. */
    void make(LaneLeases.Claim claim, Delivery delivery) {
        Optional<WebhookStore.Target> target =
                database.read(tx -> webhooks.target(tx, claim.workspaceId(), claim.webhookId(), now()));
        if (target.isPresent() && target.get().status() == Webhook.Status.ACTIVE) {
            Receipt receipt = courier.deliver(target.get(), delivery);
            boolean disabled = database.write(tx -> record(tx, claim, delivery, receipt));
            if (disabled) {
                LOG.warn("webhook {} is disabled: its receiver is gone, or has failed for days", claim.webhookId());
            }
        }
    }

    /** Tells whether the webhook is disabled by this. */
    private boolean record(Tx tx, LaneLeases.Claim claim, Delivery delivery, Receipt receipt) {
        Instant now = now();
        UUID workspaceId = claim.workspaceId();
        if (receipt.isSuccess()) {
            deliveries.delivered(tx, workspaceId, delivery.id(), now, receipt);
            webhooks.succeeded(tx, workspaceId, claim.webhookId());
            return false;
        }
        Optional<Duration> wait =
                receipt.isGone() ? Optional.empty() : schedule.after(delivery.attempts() + 1, receipt.retryAfter());
        wait.ifPresentOrElse(
                time -> deliveries.putOff(tx, workspaceId, claim.webhookId(), delivery, now, receipt, now.plus(time)),
                () -> deliveries.failed(tx, workspaceId, delivery.id(), now, receipt));
        Instant limit = receipt.isGone() ? now : now.minus(DISABLED_AFTER);
        return webhooks.failed(tx, workspaceId, claim.webhookId(), now, limit);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
