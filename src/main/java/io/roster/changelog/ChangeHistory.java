package io.roster.changelog;

import io.roster.db.Tx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to one contact, the newest first. */
public final class ChangeHistory {
    /**
     * Some of it.
     *
     * @param next where the rest begins; empty when there is none
     * @param total how many there are in all; null when that was not asked for
     */
    public record Page(
            List<LoggedChange> changes,
            Optional<LogPosition> next,
            @Nullable Long total) {
        public Page {
            changes = List.copyOf(changes);
        }
    }

    private final ChangeLogStore store;

    public ChangeHistory(LogEpoch epoch) {
        this.store = new ChangeLogStore(epoch);
    }

    public Page before(Tx tx, UUID workspaceId, UUID contactId, LogPosition before, int limit, boolean withTotal) {
        List<LoggedChange> found = store.before(tx, workspaceId, contactId, before, limit + 1);
        boolean hasMore = found.size() > limit;
        List<LoggedChange> changes = hasMore ? found.subList(0, limit) : found;
        Optional<LogPosition> next = hasMore ? Optional.of(changes.getLast().position()) : Optional.empty();
        return new Page(changes, next, withTotal ? store.count(tx, workspaceId, contactId) : null);
    }
}
