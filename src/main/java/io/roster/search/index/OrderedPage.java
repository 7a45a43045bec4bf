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
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * A page by one value, and the number of all that match: of few matches each is looked at, of many texts the values are
 * walked in their order. Where most contacts match and neither will do, Lucene is quicker, for it stops where nothing
 * better can come.
 */
final class OrderedPage {
    /** With more than every third, looking at each is no longer worth it. */
    private static final int MOST = 3;

    /** With every sixteenth at least, some thousand values have a page. */
    private static final int MANY = 16;

    /** What matches in a segment. It can be gone through once, and as often as one likes when it was noted. */
    private static final class Matches {
        private final LeafReader reader;
        private final ScorerSupplier supplier;
        private final boolean isAll;
        private @Nullable FixedBitSet places;

        Matches(LeafReader reader, ScorerSupplier supplier, boolean isAll) {
            this.reader = reader;
            this.supplier = supplier;
            this.isAll = isAll;
        }

        FixedBitSet noted() throws IOException {
            FixedBitSet noted = new FixedBitSet(reader.maxDoc());
            each(new LeafCollector() {
                @Override
                public void setScorer(Scorable scorer) {}

                @Override
                public void collect(int document) {
                    noted.set(document);
                }
            });
            places = noted;
            return noted;
        }

        void each(LeafCollector collector) throws IOException {
            if (places == null) {
                supplier.setTopLevelScoringClause();
                supplier.bulkScorer().score(collector, reader.getLiveDocs(), 0, DocIdSetIterator.NO_MORE_DOCS);
            } else {
                BitSetIterator noted = new BitSetIterator(places, 0);
                for (int at = noted.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = noted.nextDoc()) {
                    collector.collect(at);
                }
            }
        }
    }

    private final IndexSort sort;
    private final ContactQuery query;
    private final @Nullable FieldDoc after;
    private final List<Matches> segments;

    private OrderedPage(IndexSort sort, ContactQuery query, List<Matches> segments) {
        this.sort = sort;
        this.query = query;
        this.after = query.after().map(sort::after).orElse(null);
        this.segments = segments;
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
                boolean isAll = weight.count(leaf) == leaf.reader().numDocs();
                segments.add(new Matches(leaf.reader(), supplier, isAll));
                cost += supplier.cost();
            }
        }
        OrderedPage page = new OrderedPage(sort, query, segments);
        int all = searcher.getIndexReader().maxDoc();
        Optional<String> text = cost < all / MANY ? Optional.empty() : sort.ascendingText();
        Optional<IndexSearch.Found> walked = text.isPresent() ? page.walked(text.get()) : Optional.empty();
        if (walked.isPresent()) {
            return walked;
        }
        return cost > all / MOST ? Optional.empty() : Optional.of(page.lookedAt());
    }

    private IndexSearch.Found lookedAt() throws IOException {
        List<FieldDoc> hits = new ArrayList<>();
        long total = 0;
        for (Matches matches : segments) {
            LeafReader reader = matches.reader;
            SegmentTop top = new SegmentTop(sort.order(reader), sort.ids(reader), after, query.limit() + 1);
            matches.each(top);
            hits.addAll(top.hits());
            total += top.count();
        }
        return found(hits, total);
    }

    /** Empty when the matches are too far between, or come to contacts without a value, which are not walked. */
    private Optional<IndexSearch.Found> walked(String field) throws IOException {
        if (after != null && after.fields[0] == null) {
            return Optional.empty();
        }
        List<FieldDoc> hits = new ArrayList<>();
        long total = 0;
        for (Matches matches : segments) {
            LeafReader reader = matches.reader;
            FixedBitSet places = matches.isAll ? null : matches.noted();
            total += places == null ? reader.numDocs() : places.cardinality();
            ValueWalk walk = new ValueWalk(reader, field, places, sort.ids(reader));
            Optional<List<FieldDoc>> first = walk.first(after, query.limit() + 1);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            hits.addAll(first.get());
        }
        return hits.size() <= query.limit() ? Optional.empty() : Optional.of(found(hits, total));
    }

    private IndexSearch.Found found(List<FieldDoc> hits, long total) {
        hits.sort(sort::compare);
        return sort.found(hits, query, query.withTotal() ? Long.valueOf(total) : null);
    }
}
