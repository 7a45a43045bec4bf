package io.roster.search.index;

import io.roster.search.ContactQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;

/**
 * A page by one value, and the number of all that match, in one pass over the matches. Where most contacts match, Lucene
 * is quicker, for it stops where nothing better can come.
 */
final class OrderedPage {
    /** With more than every third. */
    private static final int MOST = 3;

    private record Matches(LeafReader reader, ScorerSupplier supplier) {}

    private final IndexSort sort;
    private final ContactQuery query;

    private OrderedPage(IndexSort sort, ContactQuery query) {
        this.sort = sort;
        this.query = query;
    }

    /** The page, unless there is a quicker way to it. */
    static Optional<IndexSearch.Found> of(IndexSearcher searcher, Query matching, IndexSort sort, ContactQuery query)
            throws IOException {
        if (query.sort().keys().size() != 1) {
            return Optional.empty();
        }
        Weight weight = searcher.createWeight(searcher.rewrite(matching), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Matches> segments = new ArrayList<>();
        long cost = 0;
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            ScorerSupplier supplier = weight.scorerSupplier(leaf);
            if (supplier != null) {
                segments.add(new Matches(leaf.reader(), supplier));
                cost += supplier.cost();
            }
        }
        return cost > searcher.getIndexReader().maxDoc() / MOST
                ? Optional.empty()
                : Optional.of(new OrderedPage(sort, query).of(segments));
    }

    private IndexSearch.Found of(List<Matches> segments) throws IOException {
        FieldDoc after = query.after().map(sort::after).orElse(null);
        List<FieldDoc> hits = new ArrayList<>();
        long total = 0;
        for (Matches matches : segments) {
            LeafReader reader = matches.reader();
            SegmentTop top = new SegmentTop(sort.order(reader), sort.ids(reader), after, query.limit() + 1);
            matches.supplier().setTopLevelScoringClause();
            matches.supplier().bulkScorer().score(top, reader.getLiveDocs(), 0, DocIdSetIterator.NO_MORE_DOCS);
            hits.addAll(top.hits());
            total += top.count();
        }
        hits.sort(sort::compare);
        return sort.found(hits, query, query.withTotal() ? Long.valueOf(total) : null);
    }
}
