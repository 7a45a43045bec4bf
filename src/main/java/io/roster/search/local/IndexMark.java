package io.roster.search.local;

import io.roster.changelog.LogPosition;
import io.roster.changelog.LogSnapshot;
import io.roster.search.index.IndexSchema;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an index has come; each of its commits bears one.
 *
 * @param last the latest change of the log that it has seen: a database that was set back to before it doesn't have it
 * @param erasedAt since when there may be something of erased persons in the files; null when there is nothing
 */
record IndexMark(
        LogSnapshot seen,
        @Nullable LogPosition last,
        @Nullable Instant erasedAt) {
    private static final String SCHEMA = "schema";
    private static final String EPOCH = "epoch";
    private static final String SEEN = "seen";
    private static final String LAST_POSITION = "last_position";
    private static final String LAST_ID = "last_id";
    private static final String ERASED_AT = "erased_at";

    /** The mark that a commit bears; empty when it is of another schema, or none of ours. */
    static Optional<IndexMark> of(Map<String, String> committed) {
        String epoch = committed.get(EPOCH);
        String seen = committed.get(SEEN);
        if (epoch == null
                || seen == null
                || !String.valueOf(IndexSchema.VERSION).equals(committed.get(SCHEMA))) {
            return Optional.empty();
        }
        String id = committed.get(LAST_ID);
        String erasedAt = committed.get(ERASED_AT);
        return Optional.of(new IndexMark(
                new LogSnapshot(Integer.parseInt(epoch), seen),
                id == null
                        ? null
                        : new LogPosition(
                                Long.parseLong(committed.getOrDefault(LAST_POSITION, "")), UUID.fromString(id)),
                erasedAt == null ? null : Instant.parse(erasedAt)));
    }

    Map<String, String> written() {
        Map<String, String> written = new HashMap<>();
        written.put(SCHEMA, String.valueOf(IndexSchema.VERSION));
        written.put(EPOCH, String.valueOf(seen.epoch()));
        written.put(SEEN, seen.text());
        if (last != null) {
            written.put(LAST_POSITION, String.valueOf(last.position()));
            written.put(LAST_ID, last.id().toString());
        }
        if (erasedAt != null) {
            written.put(ERASED_AT, erasedAt.toString());
        }
        return written;
    }

    IndexMark at(LogSnapshot now, @Nullable LogPosition later) {
        return new IndexMark(now, later == null ? last : later, erasedAt);
    }

    /** The same when somebody was erased at that time; the first time stays. */
    IndexMark erased(Instant at) {
        return erasedAt != null ? this : new IndexMark(seen, last, at);
    }

    IndexMark clean() {
        return new IndexMark(seen, last, null);
    }
}
