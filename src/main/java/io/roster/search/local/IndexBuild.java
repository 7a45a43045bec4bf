package io.roster.search.local;

import io.roster.changelog.LogPosition;
import io.roster.changelog.LogSnapshot;
import io.roster.filter.Subject;
import io.roster.search.index.ContactDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Builds an index from the database, page by page, while everything goes on; what happens meanwhile the log tells. */
final class IndexBuild {
    private static final int PAGE = 2_000;
    private static final UUID FIRST = new UUID(0, 0);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final UUID workspaceId;
    private final ContactSource source;
    private final InstantSource clock;
    private final BooleanSupplier stopping;
    private final AtomicLong done = new AtomicLong();
    private volatile long total;

    IndexBuild(UUID workspaceId, ContactSource source, InstantSource clock, BooleanSupplier stopping) {
        this.workspaceId = workspaceId;
        this.source = source;
        this.clock = clock;
        this.stopping = stopping;
    }

    /** How many contacts are in it so far. */
    long done() {
        return done.get();
    }

    /** How many there will be, about. */
    long total() {
        return total;
    }

    /** What is done now and then, because it must not wait until the end. */
    @FunctionalInterface
    interface Meanwhile {
        void run() throws IOException;
    }

    /** The index, open; empty when the server is stopping. */
    Optional<LiveIndex> run(IndexFolder folder, Meanwhile meanwhile) throws IOException {
        total = source.count(workspaceId);
        source.log().follow(workspaceId, clock.instant());
        if (!allWhoMissedThatHaveEnded()) {
            return Optional.empty();
        }
        LogPosition last = source.log().latest(workspaceId);
        IndexMark mark = new IndexMark(source.log().now(), last, null);
        IndexFiles files = IndexFiles.create(folder.next());
        try {
            if (!takeAll(files, meanwhile)) {
                files.close();
                return Optional.empty();
            }
            files.built(mark);
            return Optional.of(new LiveIndex(workspaceId, source, files, mark, clock));
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** A transaction that began before the index was announced may not note what it changes. */
    private boolean allWhoMissedThatHaveEnded() {
        LogSnapshot announced = source.log().now();
        while (!source.log().isQuiet(announced)) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (stopping.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** Documents are made and written by the adders while the next page is read. */
    private boolean takeAll(IndexFiles files, Meanwhile meanwhile) throws IOException {
        try (PageAdders adders = new PageAdders(subject -> files.writer().addDocument(ContactDocument.of(subject)))) {
            List<Subject> page = source.after(workspaceId, FIRST, PAGE);
            while (!page.isEmpty()) {
                adders.add(page);
                done.addAndGet(page.size());
                meanwhile.run();
                if (stopping.getAsBoolean()) {
                    return false;
                }
                page = source.after(workspaceId, page.getLast().contact().id(), PAGE);
            }
            adders.await();
            return true;
        }
    }
}
