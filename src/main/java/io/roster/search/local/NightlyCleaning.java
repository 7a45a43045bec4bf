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

/**
 * Goes through all indexes of this server once a night, also those that are closed: brings them up to date, and rids
 * their files of what was erased. What a server has missed because it was down it does when it is up again.
 */
public final class NightlyCleaning {
    private static final LocalTime HOUR = LocalTime.of(3, 0);
    private static final Duration STEP = Duration.ofMillis(200);

    private final SearchIndexes indexes;
    private final InstantSource clock;

    public NightlyCleaning(SearchIndexes indexes, InstantSource clock) {
        this.indexes = indexes;
        this.clock = clock;
    }

    /** Does so when it is time, which is to be asked often; the first night counts from when this was first asked. */
    public void cleanIfDue() throws IOException, InterruptedException {
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
