package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.ChildRoster;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole servers that are killed while they take changes and send them. It takes minutes, and is run by hand: {@code
 * -Droster.test.kills=10 -Droster.test.contacts=1000}.
 */
@EnabledIfSystemProperty(named = "roster.test.kills", matches = "\\d+")
class KilledRosterTest {
    private static final int CONTACTS = Integer.getInteger("roster.test.contacts", 60);
    private static final int CHANGES = Integer.getInteger("roster.test.changes", 10);
    private static final int KILLS = Integer.getInteger("roster.test.kills", 2);
    private static final int WRITERS = 4;

    @TempDir
    Path home;

    private final AtomicReference<URI> url = new AtomicReference<>();

    @Test
    void allArrivesInOrderUnderTheSameIds() throws Exception {
        long seed = System.nanoTime();
        long begun = System.nanoTime();
        try (TestDatabase database = TestPostgres.database();
                OrderlyReceiver receiver = new OrderlyReceiver(0.3, seed, "/data/id", "/data/city");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ChildRoster server = start(database);
            TestClient workspace = server.workspace();
            List<String> contacts = contacts(workspace);
            String webhook = subscribe(workspace, receiver.url());
            List<Future<?>> writers = IntStream.range(0, WRITERS)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> write(workspace, contacts, writer)))
                    .toList();
            Future<?> hurry = threads.submit(() -> hurry(workspace, webhook));
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitEvents(receiver, CONTACTS * CHANGES * kill / (KILLS + 1));
                server.kill();
                server = start(database);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            awaitEvents(receiver, CONTACTS * CHANGES);
            hurry.cancel(true);
            server.kill();
            assertThat(receiver.faults()).as("seed %d", seed).isEmpty();
            assertThat(receiver.events()).isEqualTo(CONTACTS * CHANGES);
            System.out.printf(
                    "%d events, %d refused, %d came again, %d kills, %d s%n",
                    receiver.events(),
                    receiver.refused(),
                    receiver.repeats(),
                    KILLS,
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        }
    }

    private ChildRoster start(TestDatabase database) throws Exception {
        ChildRoster server = ChildRoster.on(database.url(), home, "--webhook-allow-private=true");
        url.set(server.url());
        return server;
    }

    private static List<String> contacts(TestClient workspace) {
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < CONTACTS; from += 1_000) {
            List<Map<String, String>> rows = IntStream.range(from, Math.min(from + 1_000, CONTACTS))
                    .mapToObj(i -> Map.of("email", "p" + i + "@acme.com"))
                    .toList();
            workspace
                    .post("/api/v1/contacts/bulk/", Map.of("contacts", rows))
                    .expect(200)
                    .data()
                    .forEach(row -> ids.add(row.get("id").stringValue()));
        }
        return ids;
    }

    private static String subscribe(TestClient workspace, String receiver) {
        return workspace
                .post("/api/v1/webhooks/", Map.of("url", receiver, "events", List.of("contact.updated")))
                .expect(201)
                .text("id");
    }

    /** Changes its share of the contacts, each from 1 to the last; a change that was not acknowledged is made again. */
    private void write(TestClient workspace, List<String> contacts, int writer) {
        for (int number = 1; number <= CHANGES; number++) {
            for (int i = writer; i < contacts.size(); i += WRITERS) {
                while (!isPatched(workspace, "/api/v1/contacts/" + contacts.get(i) + "/", "city", "" + number)) {
                    pause(50);
                }
            }
        }
    }

    /** Pausing and going on makes what waits for its next attempt due: the test cannot wait for hours. */
    private void hurry(TestClient workspace, String webhook) {
        while (!Thread.currentThread().isInterrupted()) {
            isPatched(workspace, "/api/v1/webhooks/" + webhook + "/", "status", "paused");
            isPatched(workspace, "/api/v1/webhooks/" + webhook + "/", "status", "active");
            pause(500);
        }
    }

    private boolean isPatched(TestClient workspace, String path, String field, String value) {
        try {
            URI there = Objects.requireNonNull(url.get());
            return workspace.at(there).patch(path, Map.of(field, value)).status() == 200;
        } catch (UncheckedIOException e) {
            return false; // killed
        }
    }

    private static void awaitEvents(OrderlyReceiver receiver, int count) throws InterruptedException {
        Await.until(
                Duration.ofMinutes(20), () -> receiver.events() >= count, () -> receiver.events() + " have arrived");
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
