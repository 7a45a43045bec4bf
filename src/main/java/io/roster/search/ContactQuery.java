package io.roster.search;

import io.roster.filter.Filter;
import java.util.Optional;

/**
 * What a list of contacts is asked for, by any dialect.
 *
 * @param limit how many rows at most
 * @param after where the page before ended; empty for the first
 * @param withTotal whether the exact number of all matches is wanted, too
 */
public record ContactQuery(Filter filter, Sort sort, int limit, Optional<Position> after, boolean withTotal) {
    /** The same query from another place on. */
    public ContactQuery from(Position position) {
        return new ContactQuery(filter, sort, limit, Optional.of(position), withTotal);
    }

    /** What a cursor is good for: the same filter in the same order. The limit may change from page to page. */
    public String fingerprint() {
        return filter + "|" + sort;
    }
}
