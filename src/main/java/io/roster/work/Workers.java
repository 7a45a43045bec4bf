package io.roster.work;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import io.roster.trace.Span;
import io.roster.trace.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the jobs on this server: claims them, keeps its claims alive, runs them each in a thread of its own, and retries
 * what fails. Any number of servers share the jobs of one database (docs/decisions/0009-background-work.md).
 */
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MEMORY = Duration.ofDays(30);
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int LONGEST_PAUSE_SECONDS = 300;

    private final JobStore store = new JobStore();
    private final Database database;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final UuidV7 ids;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Map<String, Semaphore> lanes = new LinkedHashMap<>();
    private final Set<UUID> claims = ConcurrentHashMap.newKeySet();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final List<Thread> own = new ArrayList<>();
    private volatile JobMeter meter = new JobMeter(new CompositeMeterRegistry());
    private volatile Tracing tracing = Tracing.OFF;
    private volatile boolean stopping;

    public Workers(Database database, RandomGenerator random, InstantSource clock, UuidV7 ids, List<Handler> handlers) {
        this.database = database;
        this.random = random;
        this.clock = clock;
        this.ids = ids;
        for (Handler handler : handlers) {
            this.handlers.put(handler.kind(), handler);
            this.lanes.put(handler.kind(), new Semaphore(handler.lanes()));
        }
    }

    /** Counts what is done from now on. */
    public Workers measure(MeterRegistry registry) {
        meter = new JobMeter(registry);
        return this;
    }

    /** Traces turns from now on. */
    public Workers trace(Tracing to) {
        tracing = to;
        return this;
    }

    public Workers start() {
        own.add(Thread.ofVirtual().name("jobs").start(() -> repeat(POLL, this::claimAll)));
        own.add(Thread.ofVirtual().name("jobs-heartbeat").start(() -> repeat(HEARTBEAT, this::renew)));
        own.add(Thread.ofVirtual().name("jobs-sweep").start(() -> repeat(SWEEP, this::sweep)));
        return this;
    }

    /** Lets each job come to the end of its step, and gives it back; a step that takes too long is left to its fate. */
    @Override
    public void close() {
        stopping = true;
        own.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : running) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread.interrupt();
        }
    }

    private void repeat(Duration pause, Runnable work) {
        while (!stopping) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("background work found the database away: {}", e.getMessage());
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Claims as long as there is both work and room for it. */
    private void claimAll() {
        Optional<Turn> turn;
        do {
            List<String> free = lanes.keySet().stream()
                    .filter(kind -> lane(kind).availablePermits() > 0)
                    .toList();
            turn = free.isEmpty() || stopping ? Optional.empty() : claim(free);
            turn.ifPresent(this::begin);
        } while (turn.isPresent());
    }

    private Optional<Turn> claim(List<String> kinds) {
        UUID claim = ids.next();
        return database.write(tx -> store.claim(tx, kinds, claim))
                .map(job -> new Turn(database, store, job, claim, () -> stopping));
    }

    private void begin(Turn turn) {
        String kind = turn.job().kind();
        lane(kind).acquireUninterruptibly();
        claims.add(turn.claim());
        meter.begun();
        Thread thread = Thread.ofVirtual().name("job-" + kind).unstarted(() -> {
            try {
                run(turn);
            } catch (RuntimeException e) {
                // The lease runs out, and the job is taken up again where it is.
                LOG.atWarn().addKeyValue("job", turn.jobId()).setCause(e).log("a job could not be put away");
            } finally {
                meter.ended();
                claims.remove(turn.claim());
                lane(kind).release();
                running.remove(Thread.currentThread());
            }
        });
        running.add(thread);
        thread.start();
    }

    private void run(Turn turn) {
        Handler handler = handlers.get(turn.job().kind());
        if (handler == null) {
            throw new IllegalStateException("a job of a kind that nobody claimed");
        }
        long started = System.nanoTime();
        try (Span span = tracing.within("job " + handler.kind())) {
            span.set("roster.job_id", turn.jobId().toString());
            span.set("roster.workspace_id", IdKind.WORKSPACE.format(turn.workspaceId()));
            JobMeter.Outcome outcome = run(turn, handler);
            if (outcome == JobMeter.Outcome.FAILED || outcome == JobMeter.Outcome.GIVEN_UP) {
                span.failed(null);
            }
            meter.record(handler.kind(), outcome, started);
        }
    }

    private JobMeter.Outcome run(Turn turn, Handler handler) {
        try {
            handler.run(turn);
        } catch (Turn.Over e) {
            change(tx -> store.release(tx, turn.jobId(), turn.claim()));
            return JobMeter.Outcome.RETURNED;
        } catch (RuntimeException e) {
            return failed(turn, handler, e);
        }
        change(tx -> store.finish(tx, turn.jobId(), turn.claim()));
        return JobMeter.Outcome.DONE;
    }

    private JobMeter.Outcome failed(Turn turn, Handler handler, RuntimeException e) {
        boolean cameFurther = !turn.progress().equals(turn.job().progress());
        int failures = cameFurther ? 1 : turn.job().failures() + 1;
        LOG.atWarn()
                .addKeyValue("job", turn.jobId())
                .addKeyValue("kind", handler.kind())
                .addKeyValue("failures", failures)
                .setCause(e)
                .log("a job failed");
        if (failures >= handler.attempts()) {
            change(tx -> {
                if (store.giveUp(tx, turn.jobId(), turn.claim(), e.getClass().getSimpleName())) {
                    handler.gaveUp(tx, turn.job(), e);
                }
            });
            return JobMeter.Outcome.GIVEN_UP;
        }
        long pause = Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures, 16)) + random.nextInt(2);
        change(tx -> store.putOff(tx, turn.jobId(), turn.claim(), failures, pause));
        return JobMeter.Outcome.FAILED;
    }

    private void renew() {
        if (!claims.isEmpty()) {
            change(tx -> store.renew(tx, claims));
        }
    }

    private void sweep() {
        change(tx -> store.deleteFinishedBefore(tx, clock.instant().minus(MEMORY)));
    }

    private void change(Consumer<Tx> work) {
        database.write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private Semaphore lane(String kind) {
        return Objects.requireNonNull(lanes.get(kind));
    }
}
