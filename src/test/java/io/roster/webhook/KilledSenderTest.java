package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.DatabaseAddress;
import io.roster.testkit.ChildJvm;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Senders that are killed while they send. The long run is {@code -Droster.test.contacts=1000 -Droster.test.kills=5}. */
@Timeout(600)
@TakesLong
class KilledSenderTest {
    private static final int CONTACTS = Integer.getInteger("roster.test.contacts", 60);
    private static final int CHANGES = Integer.getInteger("roster.test.changes", 10);
    private static final int KILLS = Integer.getInteger("roster.test.kills", 2);

    @Test
    void whateverIsKilledAllArrivesInOrderUnderTheSameIds() throws Exception {
        long seed = System.nanoTime();
        List<UUID> contacts = Sending.contacts(CONTACTS);
        try (TestDatabase database = TestPostgres.database();
                Sending sending = new Sending(database.address());
                OrderlyReceiver receiver = new OrderlyReceiver(0.3, seed)) {
            UUID webhook = sending.webhook(receiver.url());
            int change = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                try (ChildJvm sender = sender(database.address())) {
                    for (; change < CHANGES * kill / (KILLS + 1); change++) {
                        sending.change(contacts, change + 1);
                    }
                    int enough = receiver.events() + CONTACTS;
                    Await.until(
                            Duration.ofSeconds(60),
                            () -> receiver.events() >= enough,
                            () -> receiver.events() + " arrived");
                    sender.kill();
                }
            }
            try (ChildJvm sender = sender(database.address())) {
                for (; change < CHANGES; change++) {
                    sending.change(contacts, change + 1);
                }
                Await.until(
                        Duration.ofMinutes(5),
                        () -> receiver.events() == CONTACTS * CHANGES,
                        () -> receiver.events() + " arrived");
                sending.awaitCount(webhook, Delivery.Status.DELIVERED, CONTACTS * CHANGES);
                sender.kill();
            }
            assertThat(receiver.faults()).as("seed %d", seed).isEmpty();
            assertThat(receiver.refused()).isPositive();
            assertThat(receiver.repeats())
                    .as("only what was under way at a kill")
                    .isLessThanOrEqualTo(KILLS * Lane.SLOTS);
        }
    }

    private static ChildJvm sender(DatabaseAddress address) throws IOException {
        ChildJvm sender = ChildJvm.start(SenderProcess.class, address.jdbcUrl(), address.user(), address.password());
        assertThat(sender.line()).isEqualTo("sending");
        return sender;
    }
}
