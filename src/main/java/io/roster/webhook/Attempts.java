package io.roster.webhook;

import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.id.IdKind;
import io.roster.trace.Span;
import io.roster.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes attempts to deliver, and draws the consequences. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final int MOST_CONNECTIONS = 6;
    private static final Duration DISABLED_AFTER = Duration.ofDays(5);

    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
    private final Database database;
    private final Courier courier;
    private final RetrySchedule schedule;
    private final InstantSource clock;
    private volatile DeliveryMeter meter;
    private volatile Tracing tracing = Tracing.OFF;
    private final WebhookStore webhooks = new WebhookStore();
    private final DeliveryStore deliveries = new DeliveryStore();

    Attempts(Database database, Courier courier, RetrySchedule schedule, InstantSource clock, DeliveryMeter meter) {
        this.database = database;
        this.courier = courier;
        this.schedule = schedule;
        this.clock = clock;
        this.meter = meter;
    }

    void measure(DeliveryMeter by) {
        meter = by;
    }

    void trace(Tracing to) {
        tracing = to;
    }

    /** Up to {@code limit} deliveries to make now, none of a contact that is {@code busy}. */
    List<Delivery> due(LaneLeases.Claim claim, Collection<UUID> busy, int limit) {
        return connected(() -> database.write(tx -> {
            DeliveryStore.findByIndex(tx);
            return deliveries.due(tx, claim.workspaceId(), claim.webhookId(), now(), busy, limit);
        }));
    }

    /**
     * What an attempt leads to.
     *
     * @param isActive whether the webhook was; when it was not, no attempt was made
     * @param next what may be sent to the contact now, after a success
     */
    record Made(boolean isActive, Optional<Delivery> next) {}

    /** What the attempts of a lane ask of the database, those that ask at the same time together. */
    record Asking(
            Together<Delivery, Optional<WebhookStore.Target>> targets,
            Together<Success, Optional<Delivery>> successes) {}

    /** A delivery that was taken. */
    record Success(Delivery delivery, Receipt receipt) {}

    Asking asking(LaneLeases.Claim claim) {
        return new Asking(
                new Together<>(asked -> Collections.nCopies(asked.size(), target(claim))),
                new Together<>(successes -> connected(() -> database.write(tx -> succeeded(tx, claim, successes)))));
    }

    private Optional<WebhookStore.Target> target(LaneLeases.Claim claim) {
        return connected(() -> database.read(tx -> webhooks.target(tx, claim.workspaceId(), claim.webhookId(), now())));
    }

    /** Sends, and records what came of it. */
    Made make(LaneLeases.Claim claim, Asking asking, Delivery delivery) {
        Optional<WebhookStore.Target> target = asking.targets().ask(delivery);
        if (target.isEmpty() || target.get().status() != Webhook.Status.ACTIVE) {
            return new Made(false, Optional.empty());
        }
        Receipt receipt = sent(claim, target.get(), delivery);
        if (receipt.isSuccess()) {
            return new Made(true, asking.successes().ask(new Success(delivery, receipt)));
        }
        if (!courier.isClosed() && connected(() -> database.write(tx -> failed(tx, claim, delivery, receipt)))) {
            LOG.warn("webhook {} is disabled: its receiver is gone, or has failed for days", claim.webhookId());
        }
        return new Made(true, Optional.empty());
    }

    private Receipt sent(LaneLeases.Claim claim, WebhookStore.Target target, Delivery delivery) {
        try (Span span = tracing.asking("webhook attempt")) {
            span.set("roster.workspace_id", IdKind.WORKSPACE.format(claim.workspaceId()));
            span.set("roster.webhook_id", IdKind.WEBHOOK.format(claim.webhookId()));
            Receipt receipt = courier.deliver(target, delivery);
            if (receipt.status() != null) {
                span.set("http.response.status_code", receipt.status());
            }
            if (!receipt.isSuccess()) {
                span.failed(
                        receipt.status() == null
                                ? "no answer"
                                : receipt.status().toString());
            }
            return receipt;
        }
    }

    /** Of the connections to the database most are left to requests. */
    private <T> T connected(Supplier<T> work) {
        connections.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            connections.release();
        }
    }

    /** Returns what may be sent to the contact of each next. */
    private List<Optional<Delivery>> succeeded(Tx tx, LaneLeases.Claim claim, List<Success> successes) {
        Instant now = now();
        UUID workspaceId = claim.workspaceId();
        DeliveryStore.findByIndex(tx);
        deliveries.delivered(tx, workspaceId, now, successes);
        webhooks.succeeded(tx, workspaceId, claim.webhookId());
        tx.afterCommit(() -> successes.forEach(success -> meter.delivered(
                success.receipt(), Duration.between(success.delivery().nextAt(), now))));
        List<UUID> contacts = successes.stream()
                .map(success -> success.delivery().contactId())
                .toList();
        Map<UUID, Delivery> next = deliveries.next(tx, workspaceId, claim.webhookId(), contacts).stream()
                .filter(delivery -> !delivery.nextAt().isAfter(now))
                .collect(Collectors.toMap(Delivery::contactId, delivery -> delivery));
        return contacts.stream()
                .map(contact -> Optional.ofNullable(next.get(contact)))
                .toList();
    }

    /** Tells whether the webhook is disabled by this. */
    private boolean failed(Tx tx, LaneLeases.Claim claim, Delivery delivery, Receipt receipt) {
        Instant now = now();
        UUID workspaceId = claim.workspaceId();
        DeliveryStore.findByIndex(tx);
        Optional<Duration> wait =
                receipt.isGone() ? Optional.empty() : schedule.after(delivery.attempts() + 1, receipt.retryAfter());
        wait.ifPresentOrElse(
                time -> deliveries.putOff(tx, workspaceId, claim.webhookId(), delivery, now, receipt, now.plus(time)),
                () -> deliveries.failed(tx, workspaceId, delivery.id(), now, receipt));
        tx.afterCommit(() -> meter.refused(receipt, wait.isPresent()));
        Instant limit = receipt.isGone() ? now : now.minus(DISABLED_AFTER);
        return webhooks.failed(tx, workspaceId, claim.webhookId(), now, limit);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
