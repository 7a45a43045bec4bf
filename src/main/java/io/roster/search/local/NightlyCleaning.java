package io.roster.search.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through all indexes of this server once a night, also those that are closed: brings them up to date, and rids
 * their files of what was erased. What a server has missed because it was down it does when it is up again.
 */
public final class NightlyCleaning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyCleaning.class);
    private static final LocalTime HOUR = LocalTime.of(3, 0);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMillis(200);

    private final SearchIndexes indexes;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;

    public NightlyCleaning(SearchIndexes indexes, InstantSource clock) {
        this.indexes = indexes;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("search-cleaning").unstarted(this::work);
    }

    public NightlyCleaning start() {
        thread.start();
        return this;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void work() {
        try {
            while (!closed) {
                tryToClean();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void tryToClean() throws InterruptedException {
        try {
            cleanIfDue();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the search indexes could not be cleaned; trying again", e);
        }
    }

    /** The first night counts from when this was first asked. */
    void cleanIfDue() throws IOException, InterruptedException {
        Instant now = clock.instant();
        Optional<Instant> last = indexes.home().cleanedAt();
        if (last.isPresent() && last.get().isBefore(lastHour(now))) {
            for (UUID workspaceId : indexes.home().workspaces()) {
                clean(workspaceId);
            }
        }
        if (last.isEmpty() || last.get().isBefore(lastHour(now))) {
            indexes.home().cleaned(now);
        }
    }

    private void clean(UUID workspaceId) throws IOException, InterruptedException {
        if (indexes.dropIfSmall(workspaceId)) {
            return;
        }
        Optional<WorkspaceIndex> index = indexes.use(workspaceId);
        index.ifPresent(it -> it.wish(Wish.CLEAN));
        while (index.isPresent() && index.get().isBusy() && !index.get().hasEnded()) {
            Thread.sleep(STEP);
        }
    }

    private static Instant lastHour(Instant now) {
        ZonedDateTime today = now.atZone(ZoneOffset.UTC).with(HOUR);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }
}
