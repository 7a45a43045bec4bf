package io.roster.search.local;

import io.roster.changelog.IndexLog;
import io.roster.filter.Subject;
import io.roster.search.index.ContactDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.search.SearcherManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that is open. Whoever searches first makes it see what is committed; of several at once one does it for all.
 * What it reads and what it writes of a contact is done under one lock, so that an older state never follows a newer.
 */
final class LiveIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);

    /** About so many changes a search takes in itself; with more it is answered by SQL. */
    private static final int MOST_AT_A_SEARCH = 5_000;

    private static final int CHUNK = 5_000;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final UUID FIRST = new UUID(0, 0);

    private final UUID workspaceId;
    private final ContactSource source;
    private final IndexFiles files;
    private final InstantSource clock;
    private final SearcherManager searchers;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile IndexMark mark;
    private volatile IndexMark committed;
    private volatile boolean behind = true;
    private volatile long lookedAt = System.nanoTime() - Duration.ofDays(1).toNanos(); // before every search there is
    private boolean unrefreshed;

    LiveIndex(UUID workspaceId, ContactSource source, IndexFiles files, IndexMark mark, InstantSource clock)
            throws IOException {
        this.workspaceId = workspaceId;
        this.source = source;
        this.files = files;
        this.mark = mark;
        this.committed = mark;
        this.clock = clock;
        this.searchers = new SearcherManager(files.writer(), true, false, null);
    }

    SearcherManager searchers() {
        return searchers;
    }

    IndexMark mark() {
        return mark;
    }

    Path path() {
        return files.path();
    }

    int documents() {
        return files.writer().getDocStats().numDocs;
    }

    /** Nanoseconds since the reader has seen all there was. */
    long age() {
        return System.nanoTime() - lookedAt;
    }

    /** Whether something has closed the files, such as a full disk. */
    boolean isBroken() {
        return !files.writer().isOpen();
    }

    /** Whether every byte on disk is what it was when it was written. */
    boolean isSound() {
        try {
            files.verify();
            return true;
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.atError().addKeyValue("workspace", workspaceId).setCause(e).log("a search index is damaged");
            return false;
        }
    }

    /**
     * Makes searches from now on see all that was committed before {@code since}, by {@link System#nanoTime}; false when
     * there is so much that this would take too long.
     */
    boolean cover(long since) throws IOException {
        if (covers(since)) {
            return true;
        }
        if (behind || !locked()) {
            return false;
        }
        try {
            return covers(since) || takeInAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean covers(long since) {
        return !behind && lookedAt - since >= 0;
    }

    private boolean locked() {
        try {
            return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean takeInAll() throws IOException {
        long began = System.nanoTime();
        IndexLog.News news = source.log().after(workspaceId, mark.seen(), MOST_AT_A_SEARCH);
        Set<UUID> contacts = new LinkedHashSet<>(news.contacts());
        for (UUID company : news.companies()) {
            contacts.addAll(source.ofCompany(workspaceId, company, FIRST, MOST_AT_A_SEARCH));
        }
        if (news.hasMore() || contacts.size() >= MOST_AT_A_SEARCH) {
            behind = true;
            return false;
        }
        write(contacts);
        arrived(news, began);
        return true;
    }

    /** What was taken in: so many contacts and companies, and whether there is more. */
    record Taken(int changed, boolean hasMore) {}

    /** Takes in a part of what is new. Nobody need wait for it: they are answered by SQL. */
    Taken follow(boolean refreshing) throws IOException {
        lock.lock();
        try {
            long began = System.nanoTime();
            IndexLog.News news = source.log().after(workspaceId, mark.seen(), CHUNK);
            if (news.hasMore()) {
                behind = true;
            }
            write(news.contacts());
            for (UUID company : news.companies()) {
                writeCompany(company);
            }
            if (refreshing && !news.hasMore()) {
                arrived(news, began);
            } else {
                mark = mark.at(news.seen(), news.last());
                behind = news.hasMore();
            }
            return new Taken(news.contacts().size() + news.companies().size(), news.hasMore());
        } finally {
            lock.unlock();
        }
    }

    private void arrived(IndexLog.News news, long began) throws IOException {
        if (unrefreshed) {
            searchers.maybeRefreshBlocking();
            unrefreshed = false;
        }
        mark = mark.at(news.seen(), news.last());
        lookedAt = began;
        behind = false;
    }

    private void writeCompany(UUID company) throws IOException {
        List<UUID> page = source.ofCompany(workspaceId, company, FIRST, BATCH);
        while (!page.isEmpty()) {
            if (page.size() == BATCH) {
                behind = true;
            }
            write(page);
            page = source.ofCompany(workspaceId, company, page.getLast(), BATCH);
        }
    }

    /** By two threads at once where there is much. */
    private void write(Collection<UUID> contacts) throws IOException {
        List<UUID> all = new ArrayList<>(contacts);
        if (all.size() <= BATCH) {
            for (Subject subject : readAndErase(all)) {
                replace(subject);
            }
            return;
        }
        try (PageAdders adders = new PageAdders(this::replace)) {
            for (int i = 0; i < all.size(); i += BATCH) {
                adders.add(readAndErase(all.subList(i, Math.min(all.size(), i + BATCH))));
            }
            adders.await();
        }
    }

    private void replace(Subject subject) throws IOException {
        files.writer().updateDocument(ContactDocument.idTerm(subject.contact().id()), ContactDocument.of(subject));
    }

    /** As they are now. What is in the log and not in the table is erased; everything else stays, deleted or not. */
    private List<Subject> readAndErase(List<UUID> contacts) throws IOException {
        unrefreshed = true;
        List<Subject> there = source.byId(workspaceId, contacts);
        Set<UUID> gone = new HashSet<>(contacts);
        there.forEach(subject -> gone.remove(subject.contact().id()));
        for (UUID id : gone) {
            files.writer().deleteDocuments(ContactDocument.idTerm(id));
            mark = mark.erased(clock.instant());
        }
        return there;
    }

    /** Makes what was taken in survive; what comes in meanwhile may, and is taken in once more if the process ends. */
    void commit() throws IOException {
        IndexMark now = mark;
        if (files.writer().hasUncommittedChanges()) {
            files.commit(now);
            committed = now;
        }
    }

    /** The same where nothing has changed: so that it is known to have come so far, and needs not look back. */
    void commitMark() throws IOException {
        IndexMark now = mark;
        if (!now.equals(committed)) {
            files.commit(now);
            committed = now;
        }
    }

    /** Rewrites what has deleted documents in it, so that nothing of them is left in any file. */
    void expunge() throws IOException {
        IndexMark before = cleaned();
        try {
            files.writer().forceMergeDeletes(true);
        } catch (IOException | RuntimeException e) {
            marked(before);
            throw e;
        }
        files.commit(mark);
        committed = mark;
        searchers.maybeRefreshBlocking();
        files.writer().deleteUnusedFiles();
    }

    private IndexMark cleaned() {
        lock.lock();
        try {
            IndexMark before = mark;
            mark = before.clean(); // who is erased from now on is noted anew
            return before;
        } finally {
            lock.unlock();
        }
    }

    private void marked(IndexMark before) {
        lock.lock();
        try {
            mark = before.erasedAt() == null ? mark : mark.erased(before.erasedAt());
        } finally {
            lock.unlock();
        }
    }

    /** Closes without a last commit. */
    void abandon() throws IOException {
        lock.lock();
        try (files) {
            searchers.close();
        } finally {
            lock.unlock();
        }
    }

    /** Commits, unless something is broken, and closes. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try (files;
                searchers) {
            if (!isBroken()) {
                commitMark();
            }
        } finally {
            lock.unlock();
        }
    }
}
