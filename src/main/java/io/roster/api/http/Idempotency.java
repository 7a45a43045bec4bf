package io.roster.api.http;

import io.roster.db.Tx;
import io.roster.failure.Refusal;
import io.roster.idempotency.Fingerprint;
import io.roster.idempotency.IdempotencyKey;
import io.roster.idempotency.StoredAnswer;
import io.roster.idempotency.StoredAnswers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Executes a request that bears an Idempotency-Key once, however often and wherever it is sent. Who comes while it runs
 * waits: in memory for a request of the same process, by looking again from time to time for one of another server. A
 * waiting request holds no connection.
 */
public final class Idempotency {
    /** How long a retry waits for the first request. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StoredAnswers answers;
    private final Duration patience;
    private final InFlight inFlight = new InFlight();

    public Idempotency(StoredAnswers answers, Duration patience) {
        this.answers = answers;
        this.patience = patience;
    }

    /**
     * The answer to a request: the stored one, or that of {@code handling}.
     *
     * @param handling executes the request; what it writes, it writes through the function that it is given
     * @param rendered what a refusal is answered
     */
    Reply answer(
            IdempotencyKey key,
            Fingerprint request,
            Function<Function<Tx, Reply>, Reply> transaction,
            Function<Function<Function<Tx, Reply>, Reply>, Reply> handling,
            Function<Refusal, Reply> rendered) {
        long until = System.nanoTime() + patience.toNanos();
        return inFlight.alone(key, until, () -> {
            Optional<StoredAnswer> stored = answers.find(key);
            return stored.isPresent()
                    ? replayed(stored.get().forRequest(request))
                    : new Execution(answers, key, request, transaction, until).run(handling, rendered);
        });
    }

    static Reply replayed(StoredAnswer stored) {
        return new Reply(stored.status(), stored.headers(), stored.body()).with("Idempotency-Replayed", "true");
    }
}
