package io.roster.search.index;

import io.roster.filter.Filter;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.jspecify.annotations.Nullable;

/** Answers a query from an index of {@link ContactDocument}s. */
public final class IndexSearch {
    /** So many clauses come of the largest filter that is read. */
    private static final int MAX_CLAUSES = 100_000;

    static {
        IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
    }

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
        Query matching = IndexQuery.of(query.filter(), searcher.getIndexReader());
        if (NewestPage.answers(query)) {
            return NewestPage.of(searcher, matching, query);
        }
        IndexSort sort = new IndexSort(query.sort());
        Optional<Found> ordered = OrderedPage.of(searcher, matching, sort, query);
        return ordered.isPresent() ? ordered.get() : stopping(searcher, matching, sort, query);
    }

    /** Counting apart leaves the page free to stop as soon as nothing better can come. */
    private static Found stopping(IndexSearcher searcher, Query matching, IndexSort sort, ContactQuery query)
            throws IOException {
        Long total = query.withTotal() ? Long.valueOf(searcher.count(matching)) : null;
        FieldDoc after = query.after().map(sort::after).orElse(null);
        ScoreDoc[] hits = searcher.search(
                        matching, new TopFieldCollectorManager(sort.fields(), query.limit() + 1, after, 1))
                .scoreDocs;
        return sort.found(Arrays.stream(hits).map(FieldDoc.class::cast).toList(), query, total);
    }

    public static long count(IndexSearcher searcher, Filter filter) throws IOException {
        return searcher.count(IndexQuery.of(filter, searcher.getIndexReader()));
    }
}
