package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import io.roster.search.Sort;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BulkScorer;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * A page of the newest contacts and the number of all that match, in one pass. Segments lie in this very order, so that
 * the first matches of each are all that the page can have of it, and the rest needs only to be counted.
 */
final class NewestPage {
    private static final Sort NEWEST = Sort.by(ContactField.CREATED_AT, true);

    private final ContactQuery query;
    private final List<NewestHit> hits = new ArrayList<>();
    private long total;

    private NewestPage(ContactQuery query) {
        this.query = query;
    }

    static boolean answers(ContactQuery query) {
        return query.sort().equals(NEWEST);
    }

    static IndexSearch.Found of(IndexSearcher searcher, Query matching, ContactQuery query) throws IOException {
        NewestPage page = new NewestPage(query);
        Weight weight = searcher.createWeight(searcher.rewrite(matching), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            page.collect(leaf, weight);
        }
        return page.found();
    }

    private void collect(LeafReaderContext leaf, Weight weight) throws IOException {
        NewestSegment segment = new NewestSegment(leaf.reader());
        int start = query.after().isPresent() ? segment.firstAfter(query.after().get()) : 0;
        int known = query.withTotal() ? weight.count(leaf) : 0;
        total += Math.max(known, 0);
        if (known == 0 && query.withTotal()) {
            return;
        }
        BulkScorer scorer = weight.bulkScorer(leaf);
        if (scorer == null) {
            return;
        }
        FirstHits first = new FirstHits(start, query.limit() + 1, known >= 0);
        try {
            int from = known >= 0 ? start : 0;
            scorer.score(first, leaf.reader().getLiveDocs(), from, leaf.reader().maxDoc());
        } catch (CollectionTerminatedException e) {
            // The page has enough of this segment, and its total is known.
        }
        total += known >= 0 ? 0 : first.count();
        for (int document : first.documents()) {
            hits.add(segment.hit(document));
        }
    }

    private IndexSearch.Found found() {
        hits.sort(null);
        List<NewestHit> page = hits.subList(0, Math.min(query.limit(), hits.size()));
        List<UUID> ids = page.stream().map(NewestHit::id).toList();
        Optional<Position> next = hits.size() > query.limit()
                ? Optional.of(
                        new Position(List.of(Instant.ofEpochMilli(page.getLast().created())), ids.getLast()))
                : Optional.empty();
        return new IndexSearch.Found(ids, next, query.withTotal() ? total : null);
    }
}
