package io.roster.webhook;

import io.roster.changelog.Bell;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.id.UuidV7;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done with the webhooks of a workspace, in the transaction that it is given. */
public final class Webhooks {
    private static final int MOST = 100;
    private static final Duration OLD_SECRET_KEPT = Duration.ofHours(24);

    /** A webhook and the secret that is shown this once. */
    public record WithSecret(Webhook webhook, String secret) {}

    /**
     * Some rows of a list.
     *
     * @param total how many there are in all
     */
    public record Page<T>(List<T> rows, boolean hasMore, long total) {
        static <T> Page<T> of(List<T> read, int size, long total) {
            boolean more = read.size() > size;
            return new Page<>(more ? List.copyOf(read.subList(0, size)) : read, more, total);
        }
    }

    private final WebhookStore store = new WebhookStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final TargetUrl targets;
    private final Bell bell;
    private final UuidV7 ids;
    private final SecureRandom random;
    private final InstantSource clock;

    /** @param bell wakes those who send */
    public Webhooks(Hosts hosts, Bell bell, UuidV7 ids, SecureRandom random, InstantSource clock) {
        this.targets = new TargetUrl(hosts);
        this.bell = bell;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /** What {@code patch} says with its URL checked, which may take a look-up: not to be done within a transaction. */
    public WebhookPatch checked(WebhookPatch patch) {
        String url = patch.url();
        return url == null
                ? patch
                : new WebhookPatch(
                        targets.normalise(url),
                        patch.events(),
                        patch.givesDescription(),
                        patch.description(),
                        patch.status());
    }

    public Page<Webhook> list(Tx tx, UUID workspaceId, @Nullable UUID before, int size) {
        return Page.of(store.page(tx, workspaceId, before, size + 1), size, store.count(tx, workspaceId));
    }

    public Webhook get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Webhook"));
    }

    /** A new webhook; {@code patch}, which was {@link #checked}, says at least its URL and events. */
    public WithSecret create(Tx tx, UUID workspaceId, WebhookPatch patch) {
        if (store.count(tx, workspaceId) >= MOST) {
            throw new Failure.Conflict(null, "A workspace has at most %d webhooks".formatted(MOST)).refusal();
        }
        Webhook webhook = new Webhook(ids.next(), "", List.of(), null, Webhook.Status.ACTIVE, now()).with(patch);
        byte[] secret = WebhookSecret.random(random);
        store.insert(tx, workspaceId, webhook, secret);
        return new WithSecret(webhook, WebhookSecret.format(secret));
    }

    /** Changes what {@code patch}, which was {@link #checked}, gives. One that is active again gets what it missed. */
    public Webhook update(Tx tx, UUID workspaceId, UUID id, WebhookPatch patch) {
        Webhook before = lock(tx, workspaceId, id);
        Webhook after = before.with(patch);
        store.update(tx, workspaceId, after);
        if (before.status() != Webhook.Status.ACTIVE && after.status() == Webhook.Status.ACTIVE) {
            deliveries.hurry(tx, workspaceId, id, now());
            tx.afterCommit(bell::ring);
        }
        return after;
    }

    /** Deletes a webhook with all that is queued for it. */
    public void delete(Tx tx, UUID workspaceId, UUID id) {
        lock(tx, workspaceId, id);
        store.delete(tx, workspaceId, id);
        deliveries.deleteAll(tx, workspaceId, id);
    }

    /** A new secret; the old one signs too for a day, so that receivers can be told one after the other. */
    public WithSecret rotateSecret(Tx tx, UUID workspaceId, UUID id) {
        Webhook webhook = lock(tx, workspaceId, id);
        byte[] secret = WebhookSecret.random(random);
        store.rotate(tx, workspaceId, id, secret, now().plus(OLD_SECRET_KEPT));
        return new WithSecret(webhook, WebhookSecret.format(secret));
    }

    /** Queues an event that says only that it is a test. */
    public Delivery test(Tx tx, UUID workspaceId, UUID id) {
        lockActive(tx, workspaceId, id);
        Instant now = now();
        Delivery test = TestEvent.delivery(workspaceId, id, ids.next(), ids.next(), now);
        deliveries.insert(tx, workspaceId, id, test);
        tx.afterCommit(bell::ring);
        return test;
    }

    /** What was sent or is to be, the newest first. */
    public Page<Delivery> deliveries(
            Tx tx, UUID workspaceId, UUID id, Delivery.@Nullable Status status, @Nullable UUID before, int size) {
        get(tx, workspaceId, id);
        return Page.of(
                deliveries.page(tx, workspaceId, id, status, before, size + 1),
                size,
                deliveries.count(tx, workspaceId, id, status));
    }

    /** Sends one again, now, whatever became of it. */
    public Delivery retry(Tx tx, UUID workspaceId, UUID id, UUID deliveryId) {
        lockActive(tx, workspaceId, id);
        deliveries.again(tx, workspaceId, id, deliveryId, now());
        tx.afterCommit(bell::ring);
        return deliveries.find(tx, workspaceId, id, deliveryId).orElseThrow(() -> Failure.notFound("Delivery"));
    }

    /** Sends all events since then again, as far back as they are kept; tells how many. */
    public int replay(Tx tx, UUID workspaceId, UUID id, Instant since) {
        lockActive(tx, workspaceId, id);
        int queued = deliveries.againSince(tx, workspaceId, id, since, now());
        tx.afterCommit(bell::ring);
        return queued;
    }

    private Webhook lock(Tx tx, UUID workspaceId, UUID id) {
        return store.lock(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Webhook"));
    }

    private void lockActive(Tx tx, UUID workspaceId, UUID id) {
        Webhook webhook = lock(tx, workspaceId, id);
        if (webhook.status() != Webhook.Status.ACTIVE) {
            throw new Failure.Conflict(
                            "status",
                            "The webhook is %s; set its status to active first"
                                    .formatted(webhook.status().wire()))
                    .refusal();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
