package io.roster.search.index;

import io.roster.filter.Filter;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/** Answers a query from an index. */
public final class IndexSearch {
    /**
     * A page by its contacts' ids, in order.
     *
     * @param next where the rest begins; empty when there is none
     * @param total how many contacts match in all; null when that was not asked for
     */
    public record Found(
            List<UUID> ids,
            Optional<Position> next,
            @Nullable Long total) {
        public Found {
            ids = List.copyOf(ids);
        }
    }

    private IndexSearch() {}

    public static Found page(IndexSearcher searcher, ContactQuery query) throws IOException {
        throw new IOException("to be written: " + searcher + query);
    }

    public static long count(IndexSearcher searcher, Filter filter) throws IOException {
        throw new IOException("to be written: " + searcher + filter);
    }
}
