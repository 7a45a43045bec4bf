package io.roster.search.index;

import io.roster.search.AggregateQuery;
import io.roster.search.Aggregates;
import io.roster.search.Buckets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Counts contacts by what they have in some fields, in one pass over those that match. */
public final class IndexAggregates {
    /** All aggregations over one match after another. */
    private static final class Pass extends SimpleCollector {
        private final List<FieldTally> tallies;
        private List<SegmentTally> segment = List.of();
        private long total;

        private Pass(List<FieldTally> tallies) {
            this.tallies = tallies;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
            List<SegmentTally> next = new ArrayList<>();
            for (FieldTally tally : tallies) {
                next.add(SegmentTally.of(tally, leaf.reader()));
            }
            segment = next;
        }

        @Override
        public void collect(int document) throws IOException {
            total++;
            for (SegmentTally tally : segment) {
                tally.add(document);
            }
        }

        @Override
        public void finish() throws IOException {
            for (SegmentTally tally : segment) {
                tally.finish();
            }
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    /** One thread searches: all segments go by the same pass. */
    private record OnePass(List<FieldTally> tallies) implements CollectorManager<Pass, Long> {
        @Override
        public Pass newCollector() {
            return new Pass(tallies);
        }

        @Override
        public Long reduce(Collection<Pass> passes) {
            return passes.stream().mapToLong(pass -> pass.total).sum();
        }
    }

    private IndexAggregates() {}

    public static Aggregates counts(IndexSearcher searcher, AggregateQuery query) throws IOException {
        Query matching = IndexQuery.of(query.filter(), searcher.getIndexReader());
        List<FieldTally> tallies =
                query.aggregations().stream().map(FieldTally::new).toList();
        long total = searcher.search(matching, new OnePass(tallies));
        List<Buckets> buckets = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            buckets.add(tallies.get(i).buckets(i));
        }
        return new Aggregates(total, buckets);
    }
}
