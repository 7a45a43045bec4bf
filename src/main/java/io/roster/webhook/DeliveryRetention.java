package io.roster.webhook;

import io.roster.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Deletes deliveries 30 days after their event, in small bites. What a webhook was told is personal data. */
final class DeliveryRetention {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int BITE = 1000;

    private final Database database;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    DeliveryRetention(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    void enforce() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        DeliveryStore deliveries = new DeliveryStore();
        boolean more = database.write(tx -> deliveries.deleteOlder(tx, now.minus(KEPT), BITE)) == BITE;
        next = more ? now : now.plus(INTERVAL);
    }
}
