package io.roster.changelog;

import io.roster.db.Database;
import io.roster.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The log of a workspace read from one place to the next: every change once, whatever is written meanwhile. A row is
 * shown when every transaction that began before its own has ended, for only then can nothing appear before it.
 */
public final class ChangeFeed implements AutoCloseable {
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1); // for what other servers write

    /**
     * Some changes in a row.
     *
     * @param next the place after them
     */
    public record Part(List<LoggedChange> changes, FeedPlace next, boolean hasMore) {
        public Part {
            changes = List.copyOf(changes);
        }
    }

    private final Database database;
    private final LogEpoch epoch;
    private final ChangeLogStore store;
    private final Bells bells;
    private volatile boolean closed;

    public ChangeFeed(Database database, LogEpoch epoch, Bells bells) {
        this.database = database;
        this.epoch = epoch;
        this.store = new ChangeLogStore(epoch);
        this.bells = bells;
    }

    /** The place after everything that is committed by now, and before everything else. */
    public FeedPlace now() {
        return database.read(epoch::now);
    }

    /** Up to {@code limit} changes after {@code place}; when there are none, waits that long for one to come. */
    public Part read(UUID workspaceId, FeedPlace place, int limit, Duration wait) {
        Bell bell = bells.readers(workspaceId);
        long deadline = System.nanoTime() + wait.toNanos();
        Duration look = SHORTEST_LOOK;
        while (true) {
            long rings = bell.rings();
            Part part = look(workspaceId, place, limit); // holds a connection no longer than this
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!part.changes().isEmpty() || !left.isPositive() || closed) {
                return part;
            }
            // A change that has been rung for may have to wait for an older transaction, so the looks are frequent at
            // first.
            look = waited(bell, rings, look.compareTo(left) < 0 ? look : left) ? SHORTEST_LOOK : longer(look);
        }
    }

    private Part look(UUID workspaceId, FeedPlace place, int limit) {
        List<LoggedChange> found = database.read(tx -> store.after(tx, workspaceId, place, limit + 1));
        boolean hasMore = found.size() > limit;
        List<LoggedChange> changes = hasMore ? found.subList(0, limit) : found;
        return new Part(
                changes, changes.isEmpty() ? place : place.at(changes.getLast().position()), hasMore);
    }

    private static Duration longer(Duration look) {
        Duration twice = look.multipliedBy(2);
        return twice.compareTo(LONGEST_LOOK) < 0 ? twice : LONGEST_LOOK;
    }

    private boolean waited(Bell bell, long rings, Duration atMost) {
        try {
            return bell.await(rings, atMost);
        } catch (InterruptedException e) {
            throw new Failure.Unavailable("The server is stopping; try again", LONGEST_LOOK).refusal();
        }
    }

    /** Lets those who wait go with what there is. */
    @Override
    public void close() {
        closed = true;
        bells.ringAll();
    }
}
