package io.roster.idempotency;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The answers to requests that bore an Idempotency-Key, kept for 24 hours. */
public final class StoredAnswers {
    private static final Duration KEPT = Duration.ofHours(24);

    private final Database database;
    private final InstantSource clock;
    private final AnswerStore store = new AnswerStore();

    public StoredAnswers(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public Optional<StoredAnswer> find(IdempotencyKey key) {
        return database.read(tx -> store.find(tx, key.workspaceId(), key.text(), now()));
    }

    /** Whether this transaction may execute the request until it ends; false while one of another server does. */
    public boolean claim(Tx tx, IdempotencyKey key) {
        return store.lock(tx, key.workspaceId(), key.text());
    }

    /**
     * Keeps an answer in the transaction of what it tells of. False when there is one already: then this transaction must
     * not commit, for the request has been executed by another.
     */
    public boolean keep(Tx tx, IdempotencyKey key, StoredAnswer answer) {
        Instant now = now();
        return store.insert(tx, key.workspaceId(), key.text(), answer, now, now.plus(KEPT));
    }

    /** Keeps an answer that tells of no effects; false when there is one already. */
    public boolean keep(IdempotencyKey key, StoredAnswer answer) {
        return database.write(tx -> keep(tx, key, answer));
    }

    /** Deletes the answers that mention a person, by contact or by address; returns how many there were. */
    public int eraseMentions(Tx tx, UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
        Set<UUID> mentions = new HashSet<>(contactIds);
        addresses.forEach(address -> mentions.add(Mentions.ofAddress(address)));
        return store.deleteMentioning(tx, workspaceId, mentions);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
