package io.roster.search.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.roster.changelog.Bells;
import io.roster.db.DatabaseException;
import io.roster.db.Tx;
import io.roster.failure.Refusal;
import io.roster.search.ContactTotals;
import io.roster.search.local.WorkspaceIndex.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search indexes of this server, one for each large workspace, opened and built when they are first wanted. */
public final class SearchIndexes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexes.class);
    private static final int MOST_OPEN = 32;
    private static final long MOST_SIZES_KNOWN = 10_000;
    private static final Duration SIZE_KNOWN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration EVICTABLE = Duration.ofMinutes(1);

    private final IndexHome home;
    private final long threshold;
    private final Surroundings around;
    private final Bells bells;
    private final Map<UUID, WorkspaceIndex> used = new ConcurrentHashMap<>();
    private final Cache<UUID, Boolean> large = Caffeine.newBuilder()
            .expireAfterWrite(SIZE_KNOWN)
            .maximumSize(MOST_SIZES_KNOWN)
            .build();
    private volatile boolean closed;

    /**
     * @param folder where they lie
     * @param threshold from how many contacts on a workspace has one
     */
    public SearchIndexes(Path folder, int threshold, ContactSource source, Bells bells, InstantSource clock) {
        this.home = new IndexHome(folder);
        this.threshold = threshold;
        this.around = new Surroundings(source, clock, new Semaphore(1));
        this.bells = bells;
    }

    /** What is looked for in an index. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    /**
     * Asks the workspace's index, which then has everything that was committed before this call; empty when it has none
     * that could answer in time: the workspace is small, or the index not built yet, or behind, or has failed.
     */
    public <T> Optional<T> ask(Tx tx, UUID workspaceId, Question<T> question) {
        long now = System.nanoTime();
        return isLarge(tx, workspaceId)
                ? use(workspaceId).flatMap(index -> ask(index, question, now))
                : Optional.empty();
    }

    private <T> Optional<T> ask(WorkspaceIndex index, Question<T> question, long now) {
        try {
            Optional<LiveIndex> live = index.live();
            return live.isPresent() && live.get().cover(now)
                    ? Optional.of(ask(live.get(), question))
                    : Optional.empty();
        } catch (AlreadyClosedException | Refusal | DatabaseException e) {
            return Optional.empty(); // closed or replaced at this moment, or without a connection
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.atError()
                    .addKeyValue("workspace", index.workspaceId())
                    .setCause(e)
                    .log("a search in an index has failed, and is answered by the database");
            index.wish(Wish.VERIFY);
            return Optional.empty();
        }
    }

    private static <T> T ask(LiveIndex index, Question<T> question) throws IOException {
        IndexSearcher searcher = index.searchers().acquire();
        try {
            return question.ask(searcher);
        } finally {
            index.searchers().release(searcher);
        }
    }

    private boolean isLarge(Tx tx, UUID workspaceId) {
        Boolean known = large.getIfPresent(workspaceId);
        if (known != null) {
            return known;
        }
        boolean is = ContactTotals.of(tx, workspaceId).contacts() >= threshold;
        large.put(workspaceId, is);
        return is;
    }

    /** Whether the workspace has so many contacts that it is to have an index. */
    public boolean isLarge(UUID workspaceId) {
        return around.source().count(workspaceId) >= threshold;
    }

    /** Has the index of a workspace that may have become large built, before somebody waits for it. */
    public void grown(UUID workspaceId) {
        if (!closed && isLarge(workspaceId)) {
            use(workspaceId);
        }
    }

    /** How those are that are in use or lie on disk, by workspace. */
    public List<IndexStatus> statuses() {
        Set<UUID> all = new TreeSet<>(home.workspaces());
        all.addAll(used.keySet());
        return all.stream().map(this::status).toList();
    }

    private IndexStatus status(UUID workspaceId) {
        long bytes = home.of(workspaceId).bytes();
        WorkspaceIndex index = used.get(workspaceId);
        return index == null
                ? new IndexStatus(workspaceId, IndexStatus.State.CLOSED, 0, 0, 0, 0, bytes)
                : index.status(bytes);
    }

    /** Builds the workspace's index anew; what is there serves meanwhile. */
    public void reindex(UUID workspaceId) {
        use(workspaceId).ifPresent(index -> index.wish(Wish.REBUILD));
    }

    /** Rids the files of the workspace's index of all that is deleted. */
    public void expunge(UUID workspaceId) {
        use(workspaceId).ifPresent(index -> index.wish(Wish.EXPUNGE));
    }

    /** Deletes the index of a workspace that has become so small that it will not need it soon; tells whether it has. */
    boolean dropIfSmall(UUID workspaceId) throws IOException {
        if (around.source().count(workspaceId) >= threshold / 2 || used.containsKey(workspaceId)) {
            return false;
        }
        home.of(workspaceId).delete();
        return true;
    }

    /** The index, opening if it was closed; empty while there is no room for it. */
    Optional<WorkspaceIndex> use(UUID workspaceId) {
        WorkspaceIndex index = used.get(workspaceId);
        if (index != null && index.isRested()) {
            used.remove(workspaceId, index);
            index = null;
        }
        if (index == null && !closed && hasRoom()) {
            index = used.computeIfAbsent(workspaceId, this::begin);
        }
        return Optional.ofNullable(index);
    }

    private WorkspaceIndex begin(UUID workspaceId) {
        return new WorkspaceIndex(workspaceId, home.of(workspaceId), around, bells.readers(workspaceId), this::ended)
                .start();
    }

    private void ended(WorkspaceIndex index) {
        if (!index.hasFailed()) {
            used.remove(index.workspaceId(), index);
        }
    }

    /** Where there is none, the one that was not used for longest is closed, if that is long enough. */
    private boolean hasRoom() {
        if (used.size() < MOST_OPEN) {
            return true;
        }
        used.values().stream()
                .filter(index -> !index.isBusy() && System.nanoTime() - index.usedAt() > EVICTABLE.toNanos())
                .min(Comparator.comparingLong(WorkspaceIndex::usedAt))
                .ifPresent(WorkspaceIndex::stop);
        return false;
    }

    IndexHome home() {
        return home;
    }

    Map<UUID, WorkspaceIndex> used() {
        return Map.copyOf(used);
    }

    /** Measures them from now on. */
    public SearchIndexes measure(MeterRegistry registry) {
        Gauge.builder("roster.search.indexes", used, Map::size)
                .description("Search indexes that are open")
                .register(registry);
        Gauge.builder("roster.search.documents", this, SearchIndexes::documents)
                .description("Contacts in the open search indexes")
                .register(registry);
        Gauge.builder("roster.search.lag", this, SearchIndexes::lag)
                .description("How long ago the open search index that is furthest behind had everything")
                .baseUnit("seconds")
                .register(registry);
        return this;
    }

    private double documents() {
        return used.values().stream().mapToLong(WorkspaceIndex::documents).sum();
    }

    private double lag() {
        return used.values().stream().mapToLong(WorkspaceIndex::lag).max().orElse(0) / 1e9;
    }

    /** Commits and closes all of them. */
    @Override
    public void close() {
        closed = true;
        used.values().forEach(WorkspaceIndex::stop);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (WorkspaceIndex index : used.values()) {
            try {
                index.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
