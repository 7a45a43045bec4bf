package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks as a user has them: endpoints, and what arrives. */
class WebhooksOverHttpTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String WEBHOOKS = "/api/v1/webhooks/";
    private static final List<String> ALL = List.of(
            "contact.created",
            "contact.updated",
            "contact.deleted",
            "contact.enriched",
            "contact.scored",
            "contact.merged",
            "contact.enrolled");

    private static TestRoster roster;
    private TestClient workspace;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_WEBHOOK_ALLOW_PRIVATE", "true"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @BeforeEach
    void enter() {
        workspace = roster.workspace();
    }

    @Test
    void everyChangeArrivesSignedInOrderAsItWasThen() throws Exception {
        try (Receiver receiver = Receiver.answering(204)) {
            Answer webhook = subscribe(receiver, ALL);
            Answer created = create("a@acme.com");
            Answer changed = workspace.patch(CONTACTS + created.text("id") + "/", Map.of("city", "Oslo"));
            workspace.patch(CONTACTS + created.text("id") + "/", Map.of("city", "Oslo"));
            Answer deleted = workspace.delete(CONTACTS + created.text("id") + "/");
            receiver.await(received -> received.size() >= 3);
            assertThat(receiver.types()).containsExactly("contact.created", "contact.updated", "contact.deleted");
            List<Receiver.Received> received = receiver.received();
            assertThat(received).allSatisfy(one -> {
                assertThat(one.isSignedWith(webhook.text("secret"))).isTrue();
                assertThat(one.header("webhook-id"))
                        .isEqualTo(one.json().get("id").stringValue())
                        .startsWith("evt_");
                assertThat(one.header("content-type")).isEqualTo("application/json");
            });
            assertThat(received.get(0).json().get("data")).isEqualTo(created.json());
            assertThat(received.get(1).json().get("data")).isEqualTo(changed.json());
            assertThat(received.get(2).json().get("data")).isEqualTo(deleted.json());
            assertThat(List.copyOf(received.get(1).json().propertyNames()))
                    .containsExactly("id", "type", "timestamp", "workspace_id", "data", "previous");
            assertThat(received.get(1).json().get("previous").toString()).isEqualTo("{\"city\":null}");
            assertThat(received.get(1).json().get("timestamp"))
                    .isEqualTo(changed.json().get("updated_at"));
            assertThat(received.get(0).json().has("previous")).isFalse();
        }
    }

    @Test
    void theIdOfAnEventIsThatOfTheChangeFeed() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            subscribe(receiver, ALL);
            create("a@acme.com");
            receiver.await(received -> received.size() == 1);
            Answer feed = workspace.get("/api/v1/changes/?wait=5");
            assertThat(feed.text("/data/0/id"))
                    .isEqualTo(receiver.received().getFirst().header("webhook-id"));
        }
    }

    @Test
    void onlyWhatIsSubscribedToArrivesAndNothingOfOtherWorkspaces() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            subscribe(receiver, List.of("contact.deleted"));
            roster.workspace().post(CONTACTS, Map.of("email", "other@acme.com")).expect(201);
            Answer contact = create("a@acme.com");
            workspace.delete(CONTACTS + contact.text("id") + "/").expect(200);
            receiver.await(received -> !received.isEmpty());
            assertThat(receiver.types()).containsExactly("contact.deleted");
        }
    }

    @Test
    void theDeliveriesTellWhatWasSentAndWhatWasAnswered() throws Exception {
        try (Receiver receiver = new Receiver((exchange, received) -> {
            byte[] answer = "thanks, ".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(202, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            String id = subscribe(receiver, ALL).text("id");
            Answer contact = create("a@acme.com");
            receiver.await(received -> received.size() == 1);
            Answer deliveries = delivered(id, 1);
            assertThat(deliveries.text("/data/0/id")).startsWith("del_");
            assertThat(deliveries.text("/data/0/event_type")).isEqualTo("contact.created");
            assertThat(deliveries.text("/data/0/request/url")).isEqualTo(receiver.url());
            assertThat(deliveries.json().at("/data/0/request/body/data")).isEqualTo(contact.json());
            assertThat(deliveries.json().at("/data/0/response/status").intValue())
                    .isEqualTo(202);
            assertThat(deliveries.text("/data/0/response/body")).hasSize(2048).startsWith("thanks, ");
            assertThat(deliveries.json().at("/data/0/response/latency_ms").intValue())
                    .isNotNegative();
            assertThat(deliveries.json().at("/data/0/attempts").intValue()).isEqualTo(1);
            workspace.get(WEBHOOKS + id + "/deliveries/?status=lost").expectError(400, "validation_error", "status");
        }
    }

    @Test
    void aDeliveryIsSentAgainWithItsIdAndAReplaySendsAllSinceThen() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            String id = subscribe(receiver, ALL).text("id");
            create("a@acme.com");
            create("b@acme.com");
            Answer both = delivered(id, 2);
            String retry = WEBHOOKS + id + "/deliveries/" + both.text("/data/0/id") + "/retry/";
            assertThat(workspace.post(retry, Map.of()).expect(202).text("status"))
                    .isEqualTo("pending");
            receiver.await(received -> received.size() == 3);
            delivered(id, 2);
            Answer replayed = workspace
                    .post(WEBHOOKS + id + "/replay/", Map.of("since", "2026-01-01"))
                    .expect(202);
            assertThat(replayed.json().get("queued").intValue()).isEqualTo(2);
            receiver.await(received -> received.size() == 5);
            assertThat(receiver.received().stream()
                            .map(one -> one.header("webhook-id"))
                            .collect(Collectors.toSet()))
                    .hasSize(2);
            workspace.post(WEBHOOKS + id + "/replay/", Map.of()).expectError(400, "validation_error", "since");
            workspace
                    .post(WEBHOOKS + id + "/deliveries/del_0000000000000000000000/retry/", Map.of())
                    .expectError(404, "not_found", "nothing");
        }
    }

    @Test
    void whatHappensWhileAWebhookIsPausedArrivesWhenItIsActiveAgain() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            String path = WEBHOOKS + subscribe(receiver, ALL).text("id") + "/";
            assertThat(workspace
                            .patch(path, Map.of("status", "paused"))
                            .expect(200)
                            .text("status"))
                    .isEqualTo("paused");
            create("a@acme.com");
            workspace.post(path + "test/", Map.of()).expectError(409, "conflict", "status");
            Thread.sleep(1500);
            assertThat(receiver.received()).isEmpty();
            workspace.patch(path, Map.of("status", "active")).expect(200);
            receiver.await(received -> received.size() == 1);
        }
    }

    @Test
    void aNewSecretSignsBesideTheOldOne() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            Answer webhook = subscribe(receiver, ALL);
            String path = WEBHOOKS + webhook.text("id") + "/";
            Answer rotated = workspace.post(path + "rotate-secret/", Map.of()).expect(200);
            assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(webhook.text("secret"));
            Answer test = workspace.post(path + "test/", Map.of()).expect(202);
            assertThat(test.text("event_type")).isEqualTo("webhook.test");
            receiver.await(received -> received.size() == 1);
            Receiver.Received one = receiver.received().getFirst();
            assertThat(one.type()).isEqualTo("webhook.test");
            assertThat(one.isSignedWith(webhook.text("secret"))).isTrue();
            assertThat(one.isSignedWith(rotated.text("secret"))).isTrue();
        }
    }

    @Test
    void aReceiverThatIsGoneDisablesItsWebhookAtOnce() throws Exception {
        try (Receiver receiver = Receiver.answering(410)) {
            String path = WEBHOOKS + subscribe(receiver, ALL).text("id") + "/";
            create("a@acme.com");
            Await.until(
                    java.time.Duration.ofSeconds(10),
                    () -> workspace.get(path).text("status").equals("disabled"),
                    () -> "still " + workspace.get(path).text("status"));
            create("b@acme.com");
            assertThat(workspace.get(path + "deliveries/?status=failed").data()).hasSize(2);
            assertThat(receiver.received()).hasSize(1);
            receiver.behave(Receiver.status(200));
            workspace.patch(path, Map.of("status", "active")).expect(200);
            create("c@acme.com");
            receiver.await(received -> received.size() == 2);
        }
    }

    @Test
    void aReplayBringsWhatHappenedWhileTheWebhookWasDisabledInOrder() throws Exception {
        try (Receiver receiver = Receiver.answering(410)) {
            String path = WEBHOOKS + subscribe(receiver, ALL).text("id") + "/";
            Answer contact = create("a@acme.com");
            Await.until(
                    java.time.Duration.ofSeconds(10),
                    () -> workspace.get(path).text("status").equals("disabled"),
                    () -> "still " + workspace.get(path).text("status"));
            String there = "/api/v1/contacts/" + contact.text("id") + "/";
            workspace.patch(there, Map.of("city", "Oslo")).expect(200);
            workspace.patch(there, Map.of("city", "Bergen")).expect(200);
            receiver.behave(Receiver.status(200));
            workspace.patch(path, Map.of("status", "active")).expect(200);
            Answer replayed = workspace
                    .post(path + "replay/", Map.of("since", contact.text("created_at")))
                    .expect(202);
            assertThat(replayed.json().get("queued").intValue()).isEqualTo(3);
            receiver.await(received -> received.size() == 4);
            assertThat(receiver.received().stream()
                            .skip(1)
                            .map(one -> one.type() + " "
                                    + one.json().at("/data/city").asString()))
                    .containsExactly("contact.created ", "contact.updated Oslo", "contact.updated Bergen");
        }
    }

    @Test
    void webhooksAreListedReadChangedAndDeleted() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            Answer webhook = subscribe(receiver, List.of("contact.created", "contact.created"));
            assertThat(List.copyOf(webhook.json().propertyNames()))
                    .containsExactly("id", "url", "events", "description", "status", "created_at", "secret");
            String path = WEBHOOKS + webhook.text("id") + "/";
            assertThat(webhook.header("Location")).contains(path);
            assertThat(workspace.get(path).json().has("secret")).isFalse();
            assertThat(workspace.get(path).json().get("events").toString()).isEqualTo("[\"contact.created\"]");
            workspace
                    .patch(path, Map.of("description", " CRM ", "events", List.of("contact.scored")))
                    .expect(200);
            subscribe(receiver, ALL);
            Answer page = workspace.get(WEBHOOKS + "?page_size=1").expect(200);
            assertThat(page.json().at("/meta/total_count").intValue()).isEqualTo(2);
            Answer rest = workspace.get(WEBHOOKS + "?cursor=" + page.text("/meta/next_cursor"));
            assertThat(rest.text("/data/0/description")).isEqualTo("CRM");
            assertThat(rest.json().at("/meta/has_more").booleanValue()).isFalse();
            assertThat(workspace
                            .patch(path, workspace.get(path).body())
                            .expect(200)
                            .body())
                    .isEqualTo(workspace.get(path).body());
            TestClient other = roster.workspace();
            for (String one : List.of(path, path + "deliveries/")) {
                other.get(one).expectError(404, "not_found", "nothing");
            }
            other.post(path + "test/", Map.of()).expectError(404, "not_found", "nothing");
            other.delete(path).expectError(404, "not_found", "nothing");
            workspace.delete(path).expect(200);
            workspace.get(path).expectError(404, "not_found", "nothing");
        }
    }

    @Test
    void badWebhooksAreRefusedByTheNameOfTheField() {
        refuse(Map.of("events", ALL), "url");
        refuse(Map.of("url", "https://93.184.215.14/"), "events");
        refuse(Map.of("url", "https://93.184.215.14/", "events", List.of()), "events");
        refuse(Map.of("url", "https://93.184.215.14/", "events", List.of("contact.created", "x")), "events[1]");
        refuse(Map.of("url", "gopher://93.184.215.14/", "events", ALL), "url");
        refuse(Map.of("url", "http://2130706433/", "events", ALL), "url");
        refuse(Map.of("url", "https://93.184.215.14/", "events", ALL, "status", "on"), "status");
        refuse(Map.of("url", "https://93.184.215.14/", "events", ALL, "colour", "red"), "colour");
        roster.workspace("contacts:write").get(WEBHOOKS).expectError(403, "forbidden", "nothing");
        roster.workspace("webhooks:read")
                .post(WEBHOOKS, Map.of("url", "https://93.184.215.14/", "events", ALL))
                .expectError(403, "forbidden", "nothing");
    }

    @Test
    void withoutLeavePrivateAddressesAreRefused() {
        try (TestRoster strict = TestRoster.start()) {
            strict.workspace()
                    .post(WEBHOOKS, Map.of("url", "http://127.0.0.1:9/", "events", ALL))
                    .expectError(400, "validation_error", "url");
        }
    }

    private void refuse(Map<String, Object> body, String field) {
        workspace.post(WEBHOOKS, body).expectError(400, "validation_error", field);
    }

    private Answer subscribe(Receiver receiver, List<String> events) {
        return workspace
                .post(WEBHOOKS, Map.of("url", receiver.url(), "events", events))
                .expect(201);
    }

    private Answer create(String email) {
        return workspace.post(CONTACTS, Map.of("email", email)).expect(201);
    }

    /** The deliveries of a webhook, once that many are delivered. */
    private Answer delivered(String id, int count) throws InterruptedException {
        String path = WEBHOOKS + id + "/deliveries/";
        Await.until(
                java.time.Duration.ofSeconds(10),
                () -> workspace.get(path + "?status=delivered").data().size() == count,
                () -> workspace.get(path).body());
        return workspace.get(path);
    }
}
