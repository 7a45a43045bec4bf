package io.roster.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.roster.changelog.Bell;
import io.roster.db.Database;
import io.roster.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the queues of all webhooks, each in a lane of its own, so that a slow receiver holds up nobody else.
 * Servers share the lanes by leases: those of a server that dies are taken over when their lease is out.
 */
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1); // for what other servers queue, and for retries
    private static final Duration BREATH = Duration.ofMillis(20); // between looks while much is going on
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration FAREWELL = Duration.ofSeconds(3); // what is cut off then is sent again
    private static final int MOST_LANES = 256;

    /**
     * @param patience how long a receiver may take to answer
     * @param lease how long a server that died keeps others from its lanes
     */
    record Limits(Duration patience, Duration lease) {
        static final Limits STANDARD = new Limits(PATIENCE, LEASE);

        Duration renewal() {
            return lease.dividedBy(3);
        }
    }

    private final Database database;
    private final Bell bell;
    private final LaneLeases lanes;
    private final Courier courier;
    private final Attempts attempts;
    private final DeliveryRetention retention;
    private final InstantSource clock;
    private final Limits limits;
    private final Map<UUID, Lane> running = new ConcurrentHashMap<>();
    private volatile DeliveryMeter meter = new DeliveryMeter(new CompositeMeterRegistry(), running);
    private final Thread thread;
    private long renewed = System.nanoTime();
    private volatile boolean stopped;

    /**
     * Not sending yet.
     *
     * @param owner tells this server from others on the same database, and from itself before a restart
     * @param bell rung when something is queued
     */
    public WebhookSender(
            Database database, UUID owner, Bell bell, Hosts hosts, RetrySchedule schedule, InstantSource clock) {
        this(database, owner, bell, hosts, schedule, clock, Limits.STANDARD);
    }

    WebhookSender(
            Database database,
            UUID owner,
            Bell bell,
            Hosts hosts,
            RetrySchedule schedule,
            InstantSource clock,
            Limits limits) {
        this.database = database;
        this.bell = bell;
        this.lanes = new LaneLeases(owner, limits.lease());
        this.courier = new Courier(hosts, limits.patience(), clock);
        this.attempts = new Attempts(database, courier, schedule, clock, meter);
        this.retention = new DeliveryRetention(database, clock);
        this.clock = clock;
        this.limits = limits;
        this.thread = Thread.ofVirtual().name("roster-webhooks").unstarted(this::run);
    }

    /** Counts what is sent from now on. */
    public WebhookSender measure(MeterRegistry registry) {
        meter = new DeliveryMeter(registry, running);
        attempts.measure(meter);
        return this;
    }

    /** Traces attempts from now on. */
    public WebhookSender trace(Tracing tracing) {
        attempts.trace(tracing);
        return this;
    }

    public WebhookSender start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!stopped) {
            long rings = bell.rings();
            try {
                renew();
                claim();
                retention.enforce();
            } catch (RuntimeException e) {
                LOG.warn("webhooks are not sent at the moment: {}", e.getMessage());
            }
            try {
                Thread.sleep(BREATH);
                bell.await(rings, LOOK);
            } catch (InterruptedException e) {
                return; // by close
            }
        }
    }

    /** A lane whose lease is lost stops: another server sends for it by now. */
    private void renew() {
        Duration since = Duration.ofNanos(System.nanoTime() - renewed);
        if (since.compareTo(limits.renewal()) < 0) {
            return;
        }
        long begun = System.nanoTime();
        if (since.compareTo(limits.lease()) > 0) {
            running.values().forEach(Lane::stop);
        }
        Set<UUID> mine = Set.copyOf(running.keySet());
        Set<UUID> held = mine.isEmpty() ? Set.of() : database.write(tx -> lanes.renew(tx, mine));
        renewed = begun;
        running.forEach((webhook, lane) -> {
            if (mine.contains(webhook) && !held.contains(webhook)) {
                lane.stop();
            }
        });
    }

    private void claim() {
        int free = MOST_LANES - running.size();
        Instant now = clock.instant();
        List<LaneLeases.Claim> waiting = database.read(tx -> lanes.waiting(tx, now)).stream()
                .filter(claim -> !isWoken(claim))
                .toList();
        meter.waiting(waiting.size());
        List<LaneLeases.Claim> taken = waiting.stream().limit(free).toList();
        if (taken.isEmpty()) {
            return;
        }
        for (LaneLeases.Claim claim : database.write(tx -> lanes.claim(tx, taken))) {
            Lane lane = new Lane(claim, attempts);
            running.put(claim.webhookId(), lane);
            Thread.ofVirtual().name("roster-webhook-lane").start(() -> runLane(claim, lane));
        }
    }

    /** Wakes the lane that runs already, if one does. */
    private boolean isWoken(LaneLeases.Claim claim) {
        Lane lane = running.get(claim.webhookId());
        if (lane != null) {
            lane.wake();
        }
        return lane != null;
    }

    private void runLane(LaneLeases.Claim claim, Lane lane) {
        try {
            lane.run();
            database.write(tx -> {
                lanes.release(tx, claim.webhookId());
                return claim;
            });
        } catch (RuntimeException e) {
            LOG.debug("a lane is left to run out", e);
        } finally {
            running.remove(claim.webhookId());
        }
    }

    /** Lets the attempts that are under way end, if they do so soon, and gives the lanes back. */
    @Override
    public void close() {
        stopped = true;
        bell.ring(); // an interrupt would break a connection to the database
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        while ((thread.isAlive() || !running.isEmpty()) && System.nanoTime() < deadline) {
            running.values().forEach(Lane::stop);
            LockSupport.parkNanos(BREATH.toNanos());
        }
        courier.close();
    }
}
