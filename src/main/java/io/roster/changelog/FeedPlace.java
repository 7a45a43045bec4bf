package io.roster.changelog;

import org.jspecify.annotations.Nullable;

/**
 * How far a reader of the feed has come.
 *
 * @param except a PostgreSQL snapshot whose rows the reader did not ask for, from {@code start=now}; null when it has read
 *     past all of them
 */
public record FeedPlace(LogPosition after, @Nullable String except) {
    public static final FeedPlace BEGINNING = new FeedPlace(LogPosition.FIRST, null);

    /** The same reader, having read that far. */
    FeedPlace at(LogPosition read) {
        return new FeedPlace(read, except != null && read.position() < exceptEnd() ? except : null);
    }

    /** The position from which on the snapshot has no row. */
    long exceptEnd() {
        long epochBase = after.position() >> LogEpoch.SHIFT << LogEpoch.SHIFT;
        return except == null ? epochBase : epochBase + Long.parseLong(except.split(":", -1)[1]);
    }
}
