package io.roster;

import io.roster.access.Caller;
import io.roster.db.Database;
import io.roster.erasure.Erasure;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.idempotency.StoredAnswers;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Erases persons anew whom a restored backup has brought back, without a server. */
final class EraseReplay implements AutoCloseable {
    private static final UUID NO_KEY = new UUID(0, 0);

    private final Opened opened = new Opened();
    private final Database database;
    private final Erasure erasure;

    EraseReplay(Config config, InstantSource clock) {
        try {
            database = Offline.database(config, opened);
            Essentials made = Essentials.of(config, database, clock);
            erasure = Features.bySql(made, new StoredAnswers(database, clock)).erasure();
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Erases those of {@code contacts} that are there, and tells how many. */
    int erase(UUID workspaceId, List<UUID> contacts) {
        Caller caller = new Caller(workspaceId, NO_KEY, NO_KEY, "erase-replay", Set.of());
        int erased = 0;
        for (UUID contact : contacts) {
            try {
                database.write(tx -> erasure.erase(tx, caller, contact, "erased before, and restored"));
                erased++;
            } catch (Refusal refusal) {
                if (!(refusal.failure() instanceof Failure.NotFound)) {
                    throw refusal;
                }
            }
        }
        return erased;
    }

    @Override
    public void close() {
        opened.close();
    }
}
