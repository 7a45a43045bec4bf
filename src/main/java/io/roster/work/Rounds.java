package io.roster.work;

import io.roster.failure.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does over and over, on a thread of its own, until it is closed. A round that fails is logged, and made up
 * for by a later one, for what it was to do is still there.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Times TIMES = new Times(Duration.ofMillis(10), Duration.ofSeconds(30), Duration.ofSeconds(5));

    /** What is done. */
    @FunctionalInterface
    public interface Round {
        /** Does some of it; true when there is more to do at once. */
        boolean run() throws IOException, InterruptedException;
    }

    /**
     * How long it waits.
     *
     * @param breath while there is more to do, so that a backlog leaves room for requests
     * @param afterFault at least, so that an hour without a database does not fill the log
     * @param patience with the round that is under way when it is closed
     */
    record Times(Duration breath, Duration afterFault, Duration patience) {}

    private final String name;
    private final Duration rest;
    private final Times times;
    private final Round round;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Rounds(String name, Duration rest, Times times, Round round) {
        this.name = name;
        this.rest = rest;
        this.times = times;
        this.round = round;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /**
     * Makes the first round now.
     *
     * @param name of the thread, and in the log
     * @param rest between two rounds, when the first has left nothing to do
     */
    public static Rounds start(String name, Duration rest, Round round) {
        return start(name, rest, TIMES, round);
    }

    static Rounds start(String name, Duration rest, Times times, Round round) {
        Rounds rounds = new Rounds(name, rest, times, round);
        rounds.thread.start();
        return rounds;
    }

    /** Returns when the round that is under way is done, or interrupts it when that takes too long. */
    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(times.patience())) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed.await(roundAndRest().toNanos(), TimeUnit.NANOSECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by close, for nobody else has the thread
        }
    }

    /** Makes a round, and tells how long to rest after it. */
    private Duration roundAndRest() throws InterruptedException {
        try {
            return round.run() ? times.breath() : rest;
        } catch (Refusal e) {
            LOG.warn("{} failed, and will be tried again: {}", name, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("{} failed, and will be tried again", name, e);
        }
        return rest.compareTo(times.afterFault()) < 0 ? times.afterFault() : rest;
    }
}
