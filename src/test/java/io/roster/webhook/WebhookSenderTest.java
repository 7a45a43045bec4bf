package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sending to receivers of all sorts. */
@Timeout(120)
class WebhookSenderTest {
    private static final Clock SYSTEM = Clock.systemUTC();
    private static final List<UUID> ONE = Sending.contacts(1);

    private TestDatabase database;
    private Sending sending;

    @BeforeEach
    void open() {
        database = TestPostgres.database();
        sending = new Sending(database.address());
    }

    @AfterEach
    void close() {
        sending.close();
        database.close();
    }

    @Test
    void allArrivesInOrderAtAReceiverThatFailsThirtyPercentAtRandom() throws Exception {
        long seed = System.nanoTime();
        List<UUID> contacts = Sending.contacts(Integer.getInteger("roster.test.contacts", 100));
        int changes = Integer.getInteger("roster.test.changes", 5);
        try (OrderlyReceiver receiver = new OrderlyReceiver(0.3, seed)) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(Sending.ANYWHERE, patient(), SYSTEM);
            for (int number = 1; number <= changes; number++) {
                sending.change(contacts, number);
            }
            sending.awaitCount(webhook, Delivery.Status.DELIVERED, contacts.size() * changes);
            assertThat(receiver.faults()).as("seed %d", seed).isEmpty();
            assertThat(receiver.events()).isEqualTo(contacts.size() * changes);
            assertThat(receiver.repeats()).isZero();
            assertThat(receiver.refused()).isPositive();
        }
    }

    @Test
    void serversShareTheWorkAndNothingIsSentTwice() throws Exception {
        List<UUID> contacts = Sending.contacts(20);
        try (OrderlyReceiver one = new OrderlyReceiver(0, 1);
                OrderlyReceiver other = new OrderlyReceiver(0, 1)) {
            UUID first = sending.webhook(one.url());
            UUID second = sending.webhook(other.url());
            sending.start(Sending.ANYWHERE, Sending.QUICK, SYSTEM);
            sending.start(Sending.ANYWHERE, Sending.QUICK, SYSTEM);
            for (int number = 1; number <= 10; number++) {
                sending.change(contacts, number);
            }
            sending.awaitCount(first, Delivery.Status.DELIVERED, 200);
            sending.awaitCount(second, Delivery.Status.DELIVERED, 200);
            assertThat(one.faults()).isEmpty();
            assertThat(one.events() + other.events()).isEqualTo(400);
            assertThat(one.repeats() + other.repeats()).isZero();
        }
    }

    @Test
    void aReceiverThatNeverAnswersIsGivenItsTimeAndHoldsUpNobodyElse() throws Exception {
        List<UUID> contacts = Sending.contacts(40);
        try (Receiver dead = new Receiver((exchange, received) -> Thread.sleep(60_000));
                Receiver alive = Receiver.answering(200)) {
            UUID silent = sending.webhook(dead.url());
            UUID good = sending.webhook(alive.url());
            sending.start(Sending.ANYWHERE, RetrySchedule.standard(new Random(1)), SYSTEM);
            long begun = System.nanoTime();
            sending.change(contacts, 1);
            alive.await(received -> received.size() == 40);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            sending.awaitCount(good, Delivery.Status.DELIVERED, 40);
            awaitAttempt(silent);
            assertThat(attempt(silent).error()).isEqualTo("no answer within 1 s");
            assertThat(attempt(silent).status()).isNull();
        }
    }

    @Test
    void aReceiverThatDripsItsHeadersIsGivenUp() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(socket));
            UUID webhook = sending.webhook("http://127.0.0.1:" + socket.getLocalPort() + "/");
            sending.start(Sending.ANYWHERE, RetrySchedule.standard(new Random(1)), SYSTEM);
            long begun = System.nanoTime();
            sending.change(ONE, 1);
            awaitAttempt(webhook);
            assertThat(attempt(webhook).error()).isEqualTo("no answer within 1 s");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() throws Exception {
        try (Receiver elsewhere = Receiver.answering(200);
                Receiver receiver = new Receiver((exchange, received) -> {
                    exchange.getResponseHeaders().set("Location", elsewhere.url());
                    exchange.sendResponseHeaders(301, -1);
                })) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(Sending.ANYWHERE, Sending.TWICE, SYSTEM);
            sending.change(ONE, 1);
            sending.awaitCount(webhook, Delivery.Status.FAILED, 1);
            assertThat(receiver.received()).hasSize(3);
            assertThat(elsewhere.received()).isEmpty();
            assertThat(attempt(webhook).status()).isEqualTo(301);
        }
    }

    @Test
    void ofAnAnswerWithoutEndOnlySoMuchIsRead() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (Receiver receiver = new Receiver((exchange, received) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1024];
            java.util.Arrays.fill(chunk, (byte) 'x');
            while (true) {
                exchange.getResponseBody().write(chunk);
                sent.addAndGet(chunk.length);
            }
        })) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(Sending.ANYWHERE, Sending.QUICK, SYSTEM);
            sending.change(ONE, 1);
            sending.awaitCount(webhook, Delivery.Status.DELIVERED, 1);
            assertThat(attempt(webhook).body()).isEqualTo("x".repeat(2048));
            Thread.sleep(300);
            long soFar = sent.get();
            Thread.sleep(300);
            assertThat(sent.get()).as("the connection is closed").isEqualTo(soFar);
            assertThat(soFar).as("64 KiB and what the sockets hold").isLessThan(16 * 1024 * 1024);
        }
    }

    @Test
    void aNameThatMovesToAForbiddenAddressIsNotConnectedTo() throws Exception {
        AtomicReference<String> address = new AtomicReference<>("93.184.215.14");
        Hosts hosts = new Hosts(host -> new InetAddress[] {InetAddress.ofLiteral(address.get())}, false);
        try (Receiver inside = Receiver.answering(200)) {
            String url = "http://rebind.example.com:" + inside.port() + "/";
            UUID webhook = sending.webhook(new TargetUrl(hosts).normalise(url));
            address.set("127.0.0.1");
            sending.start(hosts, Sending.TWICE, SYSTEM);
            sending.change(ONE, 1);
            sending.awaitCount(webhook, Delivery.Status.FAILED, 1);
            assertThat(inside.received()).isEmpty();
            assertThat(attempt(webhook).error()).contains("127.0.0.1 is not one of the public internet");
        }
    }

    @Test
    void anAddressInTheUrlIsCheckedAtTheConnectionToo() throws Exception {
        try (Receiver inside = Receiver.answering(200)) {
            UUID webhook = sending.webhook(inside.url());
            UUID mapped = sending.webhook("http://[::ffff:127.0.0.1]:" + inside.port() + "/");
            UUID decimal = sending.webhook("http://2130706433:" + inside.port() + "/");
            sending.start(new Hosts(InetAddress::getAllByName, false), Sending.TWICE, SYSTEM);
            sending.change(ONE, 1);
            for (UUID one : List.of(webhook, mapped, decimal)) {
                sending.awaitCount(one, Delivery.Status.FAILED, 1);
            }
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void theNameIsLookedUpByTheResolverThatChecksIt() throws Exception {
        Hosts hosts = new Hosts(host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, true);
        try (Receiver receiver = Receiver.answering(200)) {
            sending.webhook("http://anything.example.com:" + receiver.port() + "/");
            sending.start(hosts, Sending.QUICK, SYSTEM);
            sending.change(ONE, 1);
            receiver.await(received -> received.size() == 1);
            assertThat(receiver.received().getFirst().header("host")).startsWith("anything.example.com:");
        }
    }

    @Test
    void retriesComeByTheScheduleAndAWebhookThatFailsForFiveDaysIsDisabled() throws Exception {
        AtomicLong now = new AtomicLong(Instant.now().toEpochMilli());
        try (Receiver receiver = Receiver.answering(500)) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(
                    Sending.ANYWHERE, RetrySchedule.standard(new Random(1)), () -> Instant.ofEpochMilli(now.get()));
            sending.change(ONE, 1);
            sending.change(ONE, 2);
            now.addAndGet(1000);
            for (int attempt = 1; attempt <= 9; attempt++) {
                int made = attempt;
                receiver.await(received -> received.size() == made);
                awaitAttempts(webhook, made);
                Delivery waiting =
                        sending.deliveries(webhook, Delivery.Status.PENDING).getLast();
                now.set(waiting.nextAt().toEpochMilli() - 1);
                Thread.sleep(attempt == 1 ? 1500 : 50);
                assertThat(receiver.received()).hasSize(made);
                now.set(waiting.nextAt().toEpochMilli());
                sending.bells.senders().ring();
            }
            sending.awaitCount(webhook, Delivery.Status.FAILED, 1);
            receiver.await(received -> received.size() >= 11); // the next of the contact has its turn
            assertThat(sending.status(webhook)).isEqualTo(Webhook.Status.ACTIVE);
            now.addAndGet(Duration.ofDays(2).toMillis());
            Await.until(
                    Duration.ofSeconds(10),
                    () -> sending.status(webhook) == Webhook.Status.DISABLED,
                    () -> "it is " + sending.status(webhook));
        }
    }

    @Test
    void aReceiverThatAsksForTimeGetsUpToTwiceThePlannedWait() throws Exception {
        AtomicLong now = new AtomicLong(Instant.now().plusSeconds(1).toEpochMilli());
        try (Receiver receiver = new Receiver((exchange, received) -> {
            exchange.getResponseHeaders().set("Retry-After", "8");
            exchange.sendResponseHeaders(429, -1);
        })) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(
                    Sending.ANYWHERE, RetrySchedule.standard(new Random(1)), () -> Instant.ofEpochMilli(now.get()));
            sending.change(ONE, 1);
            awaitAttempts(webhook, 1);
            Delivery waiting =
                    sending.deliveries(webhook, Delivery.Status.PENDING).getFirst();
            assertThat(Duration.between(attempt(webhook).at(), waiting.nextAt()))
                    .isEqualTo(Duration.ofSeconds(8));
        }
    }

    @Test
    void aSenderThatIsClosedCutsOffWhatHangsWithoutCountingIt() throws Exception {
        try (Receiver receiver = new Receiver((exchange, received) -> Thread.sleep(60_000))) {
            UUID webhook = sending.webhook(receiver.url());
            WebhookSender sender = new WebhookSender(
                            sending.database,
                            UUID.randomUUID(),
                            sending.bells.senders(),
                            Sending.ANYWHERE,
                            Sending.QUICK,
                            SYSTEM)
                    .start();
            sending.change(ONE, 1);
            receiver.await(received -> received.size() == 1);
            long begun = System.nanoTime();
            sender.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
            Thread.sleep(200);
            assertThat(sending.deliveries(webhook, Delivery.Status.PENDING)
                            .getFirst()
                            .attempts())
                    .isZero();
        }
    }

    @Test
    void aBacklogStaysWhereItIsWhenItsWebhookIsPaused() throws Exception {
        try (Receiver receiver = new Receiver((exchange, received) -> {
            Thread.sleep(20);
            exchange.sendResponseHeaders(200, -1);
        })) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(Sending.ANYWHERE, Sending.QUICK, SYSTEM);
            sending.change(Sending.contacts(400), 1);
            receiver.await(received -> received.size() >= 32);
            setStatus(webhook, "paused");
            Thread.sleep(300);
            int sent = receiver.received().size();
            Thread.sleep(1500);
            assertThat(receiver.received()).hasSize(sent).hasSizeLessThan(400);
            setStatus(webhook, "active");
            receiver.await(received -> received.size() == 400);
        }
    }

    private void setStatus(UUID webhook, String status) {
        sending.database.write(tx -> tx.sql("update webhook set status = ? where workspace_id = ? and id = ?")
                .bind(status)
                .bind(sending.workspace)
                .bind(webhook)
                .update());
    }

    @Test
    void whatWasSentIsForgottenAfterThirtyDays() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            UUID webhook = sending.webhook(receiver.url());
            sending.start(Sending.ANYWHERE, Sending.QUICK, SYSTEM);
            sending.change(Sending.contacts(5), 1);
            sending.awaitCount(webhook, Delivery.Status.DELIVERED, 5);
            new DeliveryRetention(sending.database, () -> Instant.now().plus(Duration.ofDays(29))).enforce();
            assertThat(sending.deliveries(webhook, Delivery.Status.DELIVERED)).hasSize(5);
            new DeliveryRetention(sending.database, () -> Instant.now().plus(Duration.ofDays(31))).enforce();
            assertThat(sending.deliveries(webhook, Delivery.Status.DELIVERED)).isEmpty();
        }
    }

    /** Retries that do not end within the test, for a share of deliveries fails ten times in a row. */
    private static RetrySchedule patient() {
        return new RetrySchedule(java.util.Collections.nCopies(30, Duration.ofMillis(10)), new Random(1));
    }

    private void awaitAttempt(UUID webhook) throws InterruptedException {
        Await.until(
                Duration.ofSeconds(10),
                () -> sending.deliveries(webhook, Delivery.Status.PENDING).stream()
                        .anyMatch(delivery -> delivery.attempts() > 0),
                () -> "no attempt was made");
    }

    private void awaitAttempts(UUID webhook, int count) throws InterruptedException {
        Await.until(
                Duration.ofSeconds(10),
                () -> sending.deliveries(webhook, Delivery.Status.PENDING)
                                .getLast()
                                .attempts()
                        == count,
                () -> "not that many attempts");
    }

    /** The last attempt to deliver to a webhook, of those that are told. */
    private Delivery.Attempt attempt(UUID webhook) {
        return sending
                .database
                .read(tx -> new DeliveryStore().page(tx, sending.workspace, webhook, null, null, 100))
                .stream()
                .map(Delivery::attempt)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static void drip(ServerSocket socket) {
        try (Socket connection = socket.accept()) {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Drip: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                connection.getOutputStream().write('x');
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // The sender has hung up.
        }
    }
}
