package io.roster.webhook;

import io.roster.db.Database;
import io.roster.db.Tx;
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
        boolean more = database.write(tx -> bite(tx, now.minus(KEPT))) == BITE;
        next = more ? now : now.plus(INTERVAL);
    }

    private static int bite(Tx tx, Instant oldest) {
        return tx.sql("""
                delete from webhook_delivery where (workspace_id, id) in
                    (select workspace_id, id from webhook_delivery where created_at < ? order by created_at limit ?)
                """).bind(oldest).bind(BITE).update();
    }
}
