package io.roster.search.local;

import io.roster.changelog.Bell;
import io.roster.db.DatabaseException;
import io.roster.failure.Refusal;
import io.roster.search.local.IndexStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofSeconds(1); // for what other servers write
    private static final Duration COMMIT = Duration.ofSeconds(10);
    private static final Duration RECENT = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration REST = Duration.ofMinutes(1);

    /** What its thread needs. */
    record Surroundings(ContactSource source, InstantSource clock, Semaphore builders) {}

    private final UUID workspaceId;
    private final IndexFolder folder;
    private final Surroundings around;
    private final Bell bell;
    private final Thread thread;
    private final AtomicBoolean rebuildWanted = new AtomicBoolean();
    private final AtomicBoolean expungeWanted = new AtomicBoolean();
    private final AtomicBoolean cleaningWanted = new AtomicBoolean();
    private final AtomicBoolean suspected = new AtomicBoolean();
    private volatile boolean stopping;
    private volatile State state = State.OPENING;
    private volatile @Nullable LiveIndex live;
    private volatile @Nullable IndexBuild build;
    private volatile long usedAt = System.nanoTime();
    private volatile long endedAt;
    private long committedAt = System.nanoTime();

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
        usedAt = System.nanoTime();
        return Optional.ofNullable(live);
    }

    long usedAt() {
        return usedAt;
    }

    /** Builds it anew; what is there serves meanwhile. */
    void rebuild() {
        rebuildWanted.set(true);
        bell.ring();
    }

    /** Rids it of all that was erased. */
    void expunge() {
        expungeWanted.set(true);
        bell.ring();
    }

    /** The same, if anything was. */
    void clean() {
        cleaningWanted.set(true);
        bell.ring();
    }

    /** Has its files looked at, byte by byte, for a search has failed. */
    void suspect() {
        suspected.set(true);
        bell.ring();
    }

    boolean isBusy() {
        return rebuildWanted.get() || expungeWanted.get() || cleaningWanted.get() || state != State.READY;
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
        if (rebuildWanted.get()) {
            return State.BUILDING;
        }
        return expungeWanted.get() || cleaningWanted.get() ? State.EXPUNGING : State.READY;
    }

    /** How long the reader has not seen all there was, in nanoseconds; 0 when nobody looks. */
    long lag() {
        LiveIndex index = live;
        return index == null || !isWatched() ? 0 : index.age();
    }

    int documents() {
        LiveIndex index = live;
        return index == null ? 0 : index.documents();
    }

    private void run() {
        try {
            begin();
            while (!stopping && !isIdle()) {
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
                rebuildWanted.get() ? Optional.empty() : new IndexOpening(workspaceId, around).open(folder);
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
            hasMore = index.follow(isWatched());
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
        if (index != null && index.hasUncommitted() && System.nanoTime() - committedAt > COMMIT.toNanos()) {
            index.commit();
            committedAt = System.nanoTime();
        }
    }

    /** What was asked for. */
    private void work(LiveIndex index) throws IOException {
        if (suspected.getAndSet(false) && !index.isSound()) {
            live = null;
            index.abandon();
            build();
        } else if (rebuildWanted.get()) {
            build();
        } else if (expungeWanted.get()) {
            state = State.EXPUNGING;
            expungeWanted.set(false);
            index.expunge();
            state = State.READY;
        } else if (cleaningWanted.get()) {
            clean(index);
            cleaningWanted.set(false);
        }
    }

    private void clean(LiveIndex index) throws IOException {
        if (index.mark().erasedAt() != null) {
            index.expunge();
        }
        index.commit();
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
        rebuildWanted.set(false);
    }

    private void followMeanwhile() throws IOException {
        LiveIndex index = live;
        if (index != null) {
            index.follow(isWatched());
        }
    }

    private void replace(LiveIndex fresh) {
        LiveIndex old = live;
        live = fresh;
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

    /** Not for long where somebody may write on another server; and never so short that it would do nothing else. */
    private void pause(long rings) {
        try {
            Thread.sleep(PAUSE);
            bell.await(rings, isWatched() ? LOOK : LOOK.multipliedBy(5));
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private boolean isWatched() {
        return System.nanoTime() - usedAt < RECENT.toNanos();
    }

    private boolean isIdle() {
        return System.nanoTime() - usedAt > IDLE.toNanos() && !isBusy();
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
