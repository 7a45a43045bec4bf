package io.roster.api.http;

import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.idempotency.Fingerprint;
import io.roster.idempotency.IdempotencyKey;
import io.roster.idempotency.StoredAnswer;
import io.roster.idempotency.StoredAnswers;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * One execution of a request that bears an Idempotency-Key. The answer is inserted in the transaction of its effects; the
 * lock before it only spares other servers the work. A refusal has no effects, for its transaction was rolled back, so
 * that its answer is kept in a transaction of its own; so is the answer of a request that writes nothing.
 */
final class Execution {
    /** Another server executes the same request at this moment. */
    private static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy() {
            super("executed elsewhere at this moment", null, false, false);
        }
    }

    /** Another server has executed the same request. */
    private static final class Answered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Answered() {
            super("executed elsewhere", null, false, false);
        }
    }

    private final StoredAnswers answers;
    private final IdempotencyKey key;
    private final Fingerprint request;
    private final Function<Function<Tx, Reply>, Reply> transaction;
    private final long untilNanos;
    private boolean written;

    Execution(
            StoredAnswers answers,
            IdempotencyKey key,
            Fingerprint request,
            Function<Function<Tx, Reply>, Reply> transaction,
            long untilNanos) {
        this.answers = answers;
        this.key = key;
        this.request = request;
        this.transaction = transaction;
        this.untilNanos = untilNanos;
    }

    Reply run(Function<Function<Function<Tx, Reply>, Reply>, Reply> handling, Function<Refusal, Reply> rendered) {
        try {
            Reply reply = handled(handling, rendered);
            if (!written && StoredAnswer.isKept(reply.status()) && !answers.keep(key, stored(reply))) {
                throw new Answered();
            }
            return reply;
        } catch (Answered e) {
            return answers.find(key)
                    .map(stored -> Idempotency.replayed(stored.forRequest(request)))
                    .orElseThrow(InFlight::stillRunning);
        }
    }

    private Reply handled(
            Function<Function<Function<Tx, Reply>, Reply>, Reply> handling, Function<Refusal, Reply> rendered) {
        try {
            return handling.apply(this::write);
        } catch (Refusal e) {
            if (e.failure() instanceof Failure.IdempotencyInProgress) {
                throw e; // which is no outcome of this request
            }
            return rendered.apply(e);
        }
    }

    private Reply write(Function<Tx, Reply> work) {
        if (written) {
            throw new IllegalStateException("a request with an Idempotency-Key has one transaction");
        }
        while (true) {
            try {
                Reply reply = transaction.apply(tx -> executed(tx, work));
                written = true;
                return reply;
            } catch (Busy e) {
                pause();
                if (answers.find(key).isPresent()) {
                    throw new Answered();
                }
            }
        }
    }

    private Reply executed(Tx tx, Function<Tx, Reply> work) {
        if (!answers.claim(tx, key)) {
            throw new Busy();
        }
        Reply reply = work.apply(tx);
        if (StoredAnswer.isKept(reply.status()) && !answers.keep(tx, key, stored(reply))) {
            throw new Answered();
        }
        return reply;
    }

    private void pause() {
        long left = (untilNanos - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw InFlight.stillRunning();
        }
        try {
            Thread.sleep(Math.min(left, ThreadLocalRandom.current().nextLong(50, 150)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw InFlight.stillRunning();
        }
    }

    private StoredAnswer stored(Reply reply) {
        return new StoredAnswer(request, reply.status(), reply.headers(), reply.body());
    }
}
