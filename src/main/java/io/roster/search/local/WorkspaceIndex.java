package io.roster.search.local;

import io.roster.changelog.Bell;
import io.roster.db.DatabaseException;
import io.roster.failure.Refusal;
import io.roster.search.local.IndexStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one workspace while it is in use: a thread opens it or builds it, follows the log, and closes it when
 * nobody has searched for a while. It is no virtual thread, for it computes more than it waits.
 */
final class WorkspaceIndex {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceIndex.class);
    private static final Duration REST = Duration.ofMinutes(1);

    /** What its thread needs. */
    record Surroundings(ContactSource source, InstantSource clock, Semaphore builders) {}

    private final UUID workspaceId;
    private final IndexFolder folder;
    private final Surroundings around;
    private final Bell bell;
    private final Thread thread;
    private final Set<Wish> wishes = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile State state = State.OPENING;
    private volatile @Nullable LiveIndex live;
    private volatile @Nullable IndexBuild build;
    private final Pace pace = new Pace();
    private volatile long endedAt;

    WorkspaceIndex(
            UUID workspaceId, IndexFolder folder, Surroundings around, Bell bell, Consumer<WorkspaceIndex> ended) {
        this.workspaceId = workspaceId;
        this.folder = folder;
        this.around = around;
        this.bell = bell;
        this.thread = Thread.ofPlatform().name("search-index").daemon().unstarted(() -> {
            run();
            ended.accept(this);
        });
    }

    WorkspaceIndex start() {
        thread.start();
        return this;
    }

    UUID workspaceId() {
        return workspaceId;
    }

    /** The index to search in, if it is there; to be asked for each time anew. */
    Optional<LiveIndex> live() {
        pace.used();
        return Optional.ofNullable(live);
    }

    long usedAt() {
        return pace.usedAt();
    }

    void wish(Wish wish) {
        wishes.add(wish);
        bell.ring();
    }

    boolean isBusy() {
        return !wishes.isEmpty() || state != State.READY;
    }

    /** Whether it has failed, and has rested long enough to be tried again. */
    boolean isRested() {
        return state == State.FAILED && System.nanoTime() - endedAt > REST.toNanos();
    }

    boolean hasFailed() {
        return state == State.FAILED;
    }

    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Has it closed soon. */
    void stop() {
        stopping = true;
        bell.ring();
    }

    void join(Duration patience) throws InterruptedException {
        thread.join(patience);
    }

    IndexStatus status(long bytes) {
        LiveIndex index = live;
        IndexBuild building = build;
        return new IndexStatus(
                workspaceId,
                shown(),
                index == null ? 0 : index.documents(),
                building == null ? 0 : building.done(),
                building == null ? 0 : building.total(),
                index == null
                        ? 0
                        : around.source()
                                .log()
                                .backlog(workspaceId, index.mark().seen(), 100_000),
                bytes);
    }

    /** What was asked for counts as begun. */
    private State shown() {
        if (state != State.READY) {
            return state;
        }
        if (wishes.contains(Wish.REBUILD)) {
            return State.BUILDING;
        }
        return wishes.isEmpty() ? State.READY : State.EXPUNGING;
    }

    /** How long the reader has not seen all there was, in nanoseconds; 0 when nobody looks. */
    long lag() {
        LiveIndex index = live;
        return index == null || !pace.isWatched() ? 0 : index.age();
    }

    int documents() {
        LiveIndex index = live;
        return index == null ? 0 : index.documents();
    }

    private void run() {
        try {
            begin();
            while (!stopping && (isBusy() || !pace.isIdle())) {
                turn();
            }
            end();
        } catch (IOException | RuntimeException | InternalError e) { // the last when mapped files are cut off
            LOG.atError()
                    .addKeyValue("workspace", workspaceId)
                    .setCause(e)
                    .log("a search index has failed; searches go to the database meanwhile");
            fail();
        }
    }

    private void begin() throws IOException {
        Optional<LiveIndex> opened =
                wishes.contains(Wish.REBUILD) ? Optional.empty() : new IndexOpening(workspaceId, around).open(folder);
        if (opened.isEmpty()) {
            build();
            return;
        }
        LiveIndex index = opened.get();
        live = index;
        folder.keepOnly(index.path());
        state = State.READY;
    }

    private void turn() throws IOException {
        LiveIndex index = live;
        if (index == null) {
            return; // stopped within a build
        }
        if (index.isBroken()) {
            throw new IOException("the index was closed by a fault before");
        }
        long rings = bell.rings();
        boolean hasMore = false;
        try {
            boolean waits = wishes.isEmpty() && pace.isToWait(rings);
            if (!waits) {
                LiveIndex.Taken taken = index.follow(pace.isWatched());
                pace.took(taken.changed());
                hasMore = taken.hasMore();
            }
            if (!hasMore) {
                work(index);
            }
        } catch (Refusal | DatabaseException e) {
            LOG.warn("a search index found the database away: {}", e.getMessage());
        }
        commitNowAndThen();
        if (!hasMore) {
            pause(rings);
        }
    }

    private void commitNowAndThen() throws IOException {
        LiveIndex index = live;
        if (index != null && pace.isCommitDue()) {
            index.commit();
        }
    }

    /** What was asked for. */
    private void work(LiveIndex index) throws IOException {
        if (wishes.remove(Wish.VERIFY) && !index.isSound()) {
            live = null;
            index.abandon();
            build();
        } else if (wishes.contains(Wish.REBUILD)) {
            build();
        } else if (wishes.contains(Wish.EXPUNGE)) {
            state = State.EXPUNGING;
            wishes.remove(Wish.EXPUNGE);
            index.expunge();
            state = State.READY;
        } else if (wishes.contains(Wish.CLEAN)) {
            clean(index);
            wishes.remove(Wish.CLEAN);
        }
    }

    private void clean(LiveIndex index) throws IOException {
        if (index.mark().erasedAt() != null) {
            index.expunge();
        }
        index.commitMark();
        around.source().log().purge(workspaceId, around.clock().instant());
    }

    private void build() throws IOException {
        state = State.BUILDING;
        around.builders().acquireUninterruptibly();
        try {
            IndexBuild building = new IndexBuild(workspaceId, around.source(), around.clock(), () -> stopping);
            build = building;
            building.run(folder, this::followMeanwhile).ifPresent(this::replace);
        } finally {
            build = null;
            around.builders().release();
        }
        wishes.remove(Wish.REBUILD);
    }

    private void followMeanwhile() throws IOException {
        LiveIndex index = live;
        if (index != null) {
            index.follow(pace.isWatched());
        }
    }

    private void replace(LiveIndex fresh) {
        LiveIndex old = live;
        live = fresh;
        pace.used(); // so that one whose building took long is not closed before those who wait for it have come
        state = State.READY;
        try {
            if (old != null) {
                old.close();
            }
            folder.keepOnly(fresh.path());
        } catch (IOException e) {
            LOG.warn("a search index that was replaced could not be deleted", e);
        }
    }

    private void pause(long rings) {
        try {
            pace.pause(bell, rings);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void end() throws IOException {
        LiveIndex index = live;
        live = null;
        state = State.CLOSED;
        if (index != null) {
            index.close();
        }
    }

    private void fail() {
        LiveIndex index = live;
        live = null;
        endedAt = System.nanoTime();
        state = State.FAILED;
        try {
            if (index != null) {
                index.close();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("a search index that has failed could not be closed", e);
        }
    }
}
