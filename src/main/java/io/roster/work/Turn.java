package io.roster.work;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** One server's turn at a job: it lasts until the job is done, the server stops, or another server has taken the job over. */
public final class Turn {
    /** The server stops, or the job is another's now: the handler ends here, and nothing is lost. */
    static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1;

        Over() {
            super("the turn is over", null, false, false);
        }
    }

    private final Database database;
    private final JobStore store;
    private final Job job;
    private final UUID claim;
    private final BooleanSupplier stopping;
    private Map<String, Object> progress;

    Turn(Database database, JobStore store, Job job, UUID claim, BooleanSupplier stopping) {
        this.database = database;
        this.store = store;
        this.job = job;
        this.claim = claim;
        this.stopping = stopping;
        this.progress = job.progress();
    }

    public UUID jobId() {
        return job.id();
    }

    public UUID workspaceId() {
        return job.workspaceId();
    }

    public Map<String, Object> payload() {
        return job.payload();
    }

    /** How often in a row the job has failed before this turn without coming further. */
    public int failures() {
        return job.failures();
    }

    /** As it was noted by the last step that was committed, by whatever server. */
    public Map<String, Object> progress() {
        return progress;
    }

    /** What a step did, and how far the job has come by it. */
    public record Step<T>(T result, Map<String, Object> progress) {}

    /**
     * Runs one step in one transaction, which also notes the progress: so that each step is done exactly once, whatever is
     * killed when. The job's row is held meanwhile, so that nobody else can take the job over within a step.
     */
    public <T> T step(Function<Tx, Step<T>> work) {
        if (stopping.getAsBoolean()) {
            throw new Over();
        }
        Step<T> done = database.write(tx -> {
            if (!store.hold(tx, job.id(), claim)) {
                throw new Over();
            }
            Step<T> step = work.apply(tx);
            store.advance(tx, job.id(), step.progress());
            return step;
        });
        progress = done.progress();
        return done.result();
    }

    /** Ends the turn where the server is stopping: for waits and calls between steps. */
    public void checkStopping() {
        if (stopping.getAsBoolean()) {
            throw new Over();
        }
    }

    Job job() {
        return job;
    }

    UUID claim() {
        return claim;
    }
}
