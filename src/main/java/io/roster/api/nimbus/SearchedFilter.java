package io.roster.api.nimbus;

import io.roster.api.http.Fields;
import io.roster.db.Tx;
import io.roster.filter.Filter;
import io.roster.filter.WrittenFilter;
import io.roster.segment.Segments;
import java.util.List;
import java.util.UUID;

/**
 * Which contacts the body of a search means: its {@code filters}, {@code filters_logic} and {@code typo_tolerance}.
 *
 * @param tolerant whether the words of its full-text search may have a wrong letter each
 */
record SearchedFilter(WrittenFilter written, boolean tolerant) {
    private static final WrittenFilter EVERYTHING = new WrittenFilter(List.of(), WrittenFilter.AND);

    static SearchedFilter read(Fields body) {
        return new SearchedFilter(
                NimbusFilters.read(body, EVERYTHING),
                body.bool("typo_tolerance").value().orElse(false));
    }

    /** With what it names of the workspace's; refused with its place where it doesn't fit. */
    Filter in(Tx tx, UUID workspaceId, Segments segments) {
        return segments.search(tx, workspaceId, written, tolerant);
    }
}
