package io.roster.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The first of a segment's matches by a text and then by id, found by going through its values in their order until there
 * are enough: where many contacts match, a few values are all that it takes.
 */
final class ValueWalk {
    /** So many values are passed at most for one match that is wanted. */
    private static final int PATIENCE = 20;

    /** A match: the number of its value among those walked, and the rank of its id. */
    private record Step(int value, int document, long idRank) {}

    private final LeafReader reader;
    private final String field;
    private final @Nullable Bits matches;
    private final SegmentOrder ids;
    private final List<BytesRef> values = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** @param matches the places of what matches; null when everything does */
    ValueWalk(LeafReader reader, String field, @Nullable Bits matches, SegmentOrder ids) {
        this.reader = reader;
        this.field = field;
        this.matches = matches;
        this.ids = ids;
    }

    /** So many hits in their order, fewer when the segment has no more with a value; empty when matches come too seldom. */
    Optional<List<FieldDoc>> first(@Nullable FieldDoc after, int most) throws IOException {
        TermsEnum terms = Terms.getTerms(reader, field).iterator();
        BytesRef from = after == null ? null : (BytesRef) after.fields[0];
        BytesRef term =
                from == null ? terms.next() : terms.seekCeil(from) == TermsEnum.SeekStatus.END ? null : terms.term();
        PostingsEnum postings = null;
        int before = 0;
        int patience = PATIENCE * most;
        while (term != null && steps.size() - before < most) {
            if (--patience < 0) {
                return Optional.empty();
            }
            postings = terms.postings(postings, PostingsEnum.NONE);
            take(term, postings);
            if (term.equals(from)) {
                before = steps.size(); // some of which, or all, are on an earlier page
            }
            term = terms.next();
        }
        return Optional.of(ranked(from, after == null ? 0 : ids.rankOf(after.fields[1]), most));
    }

    private void take(BytesRef term, PostingsEnum postings) throws IOException {
        Bits live = reader.getLiveDocs();
        int seen = steps.size();
        for (int at = postings.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = postings.nextDoc()) {
            if ((live == null || live.get(at)) && (matches == null || matches.get(at))) {
                steps.add(new Step(values.size(), at, 0));
            }
        }
        if (steps.size() > seen) {
            values.add(BytesRef.deepCopyOf(term));
        }
    }

    private List<FieldDoc> ranked(@Nullable BytesRef from, long fromId, int most) throws IOException {
        steps.sort(Comparator.comparingInt(Step::document)); // for ranks are read in the order of places
        List<Step> ranked = new ArrayList<>(steps.size());
        for (Step step : steps) {
            long rank = ids.rank(step.document());
            if (rank > fromId || !values.get(step.value()).equals(from)) {
                ranked.add(new Step(step.value(), step.document(), rank));
            }
        }
        ranked.sort(Comparator.comparingInt(Step::value).thenComparingLong(Step::idRank));
        List<FieldDoc> hits = new ArrayList<>(most);
        for (Step step : ranked.subList(0, Math.min(most, ranked.size()))) {
            Object[] shown = {values.get(step.value()), ids.value(step.idRank())};
            hits.add(new FieldDoc(0, Float.NaN, shown));
        }
        return hits;
    }
}
