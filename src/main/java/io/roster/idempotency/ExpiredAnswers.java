package io.roster.idempotency;

import io.roster.failure.Refusal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the stored answers that have expired, a batch at a time, from its making until it is closed. */
public final class ExpiredAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredAnswers.class);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StoredAnswers answers;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread worker;

    public ExpiredAnswers(StoredAnswers answers, Duration pause) {
        this.answers = answers;
        this.pause = pause;
        this.worker = Thread.ofVirtual().name("expired-answers").start(this::run);
    }

    private void run() {
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() throws InterruptedException {
        try {
            int deleted;
            do {
                deleted = answers.deleteExpired(BATCH);
            } while (deleted > 0 && !stopped.await(10, TimeUnit.MILLISECONDS)); // a backlog leaves room for requests
        } catch (Refusal e) {
            LOG.warn("Expired answers could not be deleted, and will be tried again: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Expired answers could not be deleted, and will be tried again", e);
        }
    }

    /** Returns when the batch at hand is done. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
