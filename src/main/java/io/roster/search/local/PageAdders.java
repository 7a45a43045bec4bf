package io.roster.search.local;

import io.roster.filter.Subject;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes pages of contacts into an index, two at a time; whoever brings more than that waits. */
final class PageAdders implements AutoCloseable {
    private static final int THREADS = 2;

    /** One that each adds and one that waits. */
    private static final int MOST_PENDING = THREADS + 1;

    /** Writes one contact. */
    @FunctionalInterface
    interface Writing {
        void write(Subject subject) throws IOException;
    }

    private final Writing writing;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("search-write-", 1).daemon().factory());
    private final Queue<Future<?>> pending = new ArrayDeque<>();

    PageAdders(Writing writing) {
        this.writing = writing;
    }

    /** No contact may be in two pages. */
    void add(List<Subject> page) throws IOException {
        if (pending.size() == MOST_PENDING) {
            join(pending.remove());
        }
        pending.add(threads.submit(() -> {
            for (Subject subject : page) {
                writing.write(subject);
            }
            return null;
        }));
    }

    /** Returns when all pages are in the index. */
    void await() throws IOException {
        while (!pending.isEmpty()) {
            join(pending.remove());
        }
    }

    private static void join(Future<?> page) throws IOException {
        try {
            page.get();
        } catch (ExecutionException e) {
            throw new IOException("a page could not be added to a search index", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a search index was written to", e);
        }
    }

    /** Leaves what was not begun; returns when nothing is written any more. An interrupt would break the writer's files. */
    @Override
    public void close() {
        pending.forEach(page -> page.cancel(false));
        threads.close();
    }
}
