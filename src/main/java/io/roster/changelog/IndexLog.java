package io.roster.changelog;

import io.roster.db.Database;
import io.roster.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The log of a workspace for those who keep an index of its contacts: it tells which are to be read again, at once when a
 * transaction has committed, and perhaps more than once. It reads by connections of its own, so that what a transaction
 * has not committed is never told.
 */
public final class IndexLog {
    private static final Duration KEPT = Duration.ofDays(7); // to twice that

    /**
     * What is new.
     *
     * @param seen what the reader has seen when it has dealt with this
     * @param last the latest change of the log in it
     * @param hasMore whether there is more behind it
     */
    public record News(
            Set<UUID> contacts,
            Set<UUID> companies,
            LogSnapshot seen,
            @Nullable LogPosition last,
            boolean hasMore) {
        public boolean isEmpty() {
            return contacts.isEmpty() && companies.isEmpty();
        }
    }

    private final IndexLogStore store = new IndexLogStore();
    private final Database database;
    private final LogEpoch epoch;

    public IndexLog(Database database, LogEpoch epoch) {
        this.database = database;
        this.epoch = epoch;
    }

    /** Has quiet changes of the workspace kept from now on. */
    public void follow(UUID workspaceId, Instant now) {
        database.write(tx -> {
            store.follow(tx, workspaceId, epoch.now(tx).after().position(), now);
            return true;
        });
    }

    /** What is committed now. */
    public LogSnapshot now() {
        return database.read(tx -> new LogSnapshot(epoch.number(), snapshot(tx)));
    }

    /** The latest change of the workspace; null when there is none. */
    public @Nullable LogPosition latest(UUID workspaceId) {
        return database.read(tx -> store.latest(tx, workspaceId)).orElse(null);
    }

    /** Whether every transaction that was under way at {@code snapshot} has ended: what it missed, nobody misses now. */
    public boolean isQuiet(LogSnapshot snapshot) {
        return now().from() >= snapshot.end();
    }

    /**
     * Whether a reader that has seen this, and this change last, can go on from there: not in another cluster, nor where
     * the database was set back, nor when quiet changes since then are gone.
     */
    public boolean continues(UUID workspaceId, LogSnapshot seen, @Nullable LogPosition last) {
        return seen.epoch() == epoch.number()
                && database.read(tx -> seen.end() <= new LogSnapshot(epoch.number(), snapshot(tx)).end()
                        && store.keptFrom(tx, workspaceId).orElse(Long.MAX_VALUE) <= seen.from()
                        && (last == null || store.has(tx, workspaceId, last)));
    }

    /** What is new to who has seen {@code seen}: of about {@code limit} changes at most, or all of one transaction. */
    public News after(UUID workspaceId, LogSnapshot seen, int limit) {
        IndexLogStore.Look look = database.read(tx -> store.unseen(tx, workspaceId, seen, limit));
        LogSnapshot now = new LogSnapshot(epoch.number(), look.snapshot());
        if (look.entries().size() < limit) {
            return news(look.entries(), now, false);
        }
        // Of the last transaction there may be more, and above the horizon something may still appear before it.
        long end = Math.min(look.entries().getLast().position(), now.from());
        List<IndexLogStore.Entry> whole =
                look.entries().stream().filter(entry -> entry.position() < end).toList();
        return whole.isEmpty() ? after(workspaceId, seen, limit * 2) : news(whole, LogSnapshot.below(epoch, end), true);
    }

    /** How many changes of the log are new, up to {@code most}. */
    public long backlog(UUID workspaceId, LogSnapshot seen, int most) {
        return database.read(tx -> store.countUnseen(tx, workspaceId, seen, most));
    }

    /** Lets old quiet changes go; a reader that has not come as far will not continue. */
    public void purge(UUID workspaceId, Instant now) {
        database.write(tx -> {
            store.purge(tx, workspaceId, epoch.now(tx).after().position() + 1, now.minus(KEPT), now);
            return true;
        });
    }

    private static News news(List<IndexLogStore.Entry> entries, LogSnapshot seen, boolean hasMore) {
        Set<UUID> contacts = new LinkedHashSet<>();
        Set<UUID> companies = new LinkedHashSet<>();
        LogPosition last = null;
        for (IndexLogStore.Entry entry : entries) {
            Optional.ofNullable(entry.contactId()).ifPresent(contacts::add);
            Optional.ofNullable(entry.companyId()).ifPresent(companies::add);
            if (entry.id() != null) {
                last = new LogPosition(entry.position(), entry.id());
            }
        }
        return new News(contacts, companies, seen, last, hasMore);
    }

    private static String snapshot(Tx tx) {
        return tx.sql("select pg_current_snapshot()::text").one(row -> row.text());
    }
}
