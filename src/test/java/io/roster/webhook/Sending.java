package io.roster.webhook;

import io.roster.changelog.Actor;
import io.roster.changelog.Bells;
import io.roster.changelog.Change;
import io.roster.changelog.ChangeLog;
import io.roster.changelog.LogEpoch;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.id.UuidV7;
import io.roster.json.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A workspace's change log and webhooks, and servers that send, without the rest of a server. */
final class Sending implements AutoCloseable {
    /** Nine retries in half a second. */
    static final RetrySchedule QUICK = new RetrySchedule(
            List.of(10, 10, 20, 20, 50, 50, 100, 100, 100).stream()
                    .map(Duration::ofMillis)
                    .toList(),
            new Random(1));

    /** Two retries, and then no more. */
    static final RetrySchedule TWICE =
            new RetrySchedule(List.of(Duration.ofMillis(10), Duration.ofMillis(10)), new Random(1));

    static final Hosts ANYWHERE = new Hosts(java.net.InetAddress::getAllByName, true);
    static final WebhookSender.Limits SHORT = new WebhookSender.Limits(Duration.ofSeconds(1), Duration.ofSeconds(3));

    final UUID workspace = UUID.randomUUID();
    final Database database;
    final Bells bells = new Bells();

    private final UuidV7 ids = new UuidV7(Clock.systemUTC());
    private final List<WebhookSender> senders = new ArrayList<>();
    private final ChangeLog log;

    Sending(DatabaseAddress address) {
        database = new Database(address, 24);
        log = new ChangeLog(LogEpoch.of(database), ids, bells);
    }

    WebhookSender start(Hosts hosts, RetrySchedule schedule, InstantSource clock) {
        WebhookSender sender =
                new WebhookSender(database, UUID.randomUUID(), bells.senders(), hosts, schedule, clock, SHORT).start();
        senders.add(sender);
        return sender;
    }

    /** An active webhook that wants to hear of all there is. */
    UUID webhook(String url) {
        Webhook webhook = new Webhook(
                ids.next(),
                url,
                List.of("contact.created", "contact.updated", "contact.scored", "contact.deleted"),
                null,
                Webhook.Status.ACTIVE,
                now());
        byte[] secret = WebhookSecret.random(new SecureRandom());
        return database.write(tx -> {
            new WebhookStore().insert(tx, workspace, webhook, secret);
            return webhook.id();
        });
    }

    /** Changes contacts in one transaction; the number is in the event's data, together with the contact. */
    void change(List<UUID> contacts, int number) {
        List<Change> changes = contacts.stream()
                .map(contact -> new Change(
                        ids.next(),
                        contact,
                        Change.Type.UPDATED,
                        now(),
                        new Actor("test", Actor.Source.API),
                        Map.of("city", new Change.FromTo(number - 1, number)),
                        () -> Json.write(Map.of("contact", contact.toString(), "number", number))))
                .toList();
        database.write(tx -> {
            log.append(tx, workspace, changes);
            return changes;
        });
    }

    ChangeLog log() {
        return log;
    }

    UUID nextId() {
        return ids.next();
    }

    List<Delivery> deliveries(UUID webhook, Delivery.Status status) {
        return database.read(tx -> new DeliveryStore().page(tx, workspace, webhook, status, null, 100_000));
    }

    Webhook.Status status(UUID webhook) {
        return database.read(tx -> new WebhookStore().find(tx, workspace, webhook))
                .orElseThrow()
                .status();
    }

    void awaitCount(UUID webhook, Delivery.Status status, int count) throws InterruptedException {
        Await.until(
                Duration.ofSeconds(60),
                () -> deliveries(webhook, status).size() == count,
                () -> deliveries(webhook, status).size() + " are " + status);
    }

    static List<UUID> contacts(int count) {
        List<UUID> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contacts.add(UUID.randomUUID());
        }
        return contacts;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        senders.forEach(WebhookSender::close);
        database.close();
    }
}
