package io.roster.webhook;

import io.roster.changelog.Bell;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends for one webhook while this server has its lease: several contacts at a time, and of each contact one delivery after
 * the other.
 */
final class Lane {
    static final int SLOTS = 16;

    private static final int BATCH = 256; // of contacts, looked for at once
    private static final int CHAIN = 50; // of deliveries to one contact, before others have their turn

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Bell bell = new Bell();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Queue<Delivery> ready = new ArrayDeque<>();
    private final LaneLeases.Claim claim;
    private final Attempts attempts;
    private final Attempts.Asking asking;
    private volatile boolean stopped;

    Lane(LaneLeases.Claim claim, Attempts attempts) {
        this.claim = claim;
        this.attempts = attempts;
        this.asking = attempts.asking(claim);
    }

    /** Runs until there is nothing to send, or it is told to stop; then nothing of it is under way any more. */
    void run() {
        try {
            while (!stopped && sendDue()) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            LOG.warn("sending for a webhook is interrupted: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            awaitIdle();
        }
    }

    void wake() {
        bell.ring();
    }

    void stop() {
        stopped = true;
        bell.ring();
    }

    /** Sends what is due and waits for what comes next; false when nothing is left to do. */
    private boolean sendDue() throws InterruptedException {
        long rings = bell.rings();
        if (ready.isEmpty() && busy.size() < SLOTS) {
            ready.addAll(attempts.due(claim, Set.copyOf(busy), BATCH));
        }
        while (!ready.isEmpty() && busy.size() < SLOTS) {
            Delivery delivery = ready.remove();
            busy.add(delivery.contactId());
            Thread.ofVirtual().name("roster-webhook").start(() -> attempt(delivery));
        }
        boolean woken = bell.await(rings, LOOK);
        return woken || !busy.isEmpty() || !ready.isEmpty();
    }

    /** Sends to a contact, what comes next too, as long as that is taken. */
    private void attempt(Delivery first) {
        try {
            Optional<Delivery> next = Optional.of(first);
            for (int i = 0; next.isPresent() && i < CHAIN && !stopped; i++) {
                Attempts.Made made = attempts.make(claim, asking, next.get());
                next = made.next();
                if (!made.isActive()) {
                    stopped = true; // the webhook was paused, disabled or deleted meanwhile
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("an attempt to send a webhook's delivery is lost, and made again: {}", e.getMessage());
            stopped = true;
        } finally {
            busy.remove(first.contactId());
            bell.ring();
        }
    }

    private void awaitIdle() {
        while (!busy.isEmpty()) {
            long rings = bell.rings();
            try {
                if (!busy.isEmpty()) {
                    bell.await(rings, LOOK);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
