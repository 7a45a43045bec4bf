package io.roster.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The first of a segment's matches by a value and then by id. They are compared by ranks, so that values are looked up
 * only of those that are left in the end, and counted.
 */
final class SegmentTop implements LeafCollector {
    private static final class Place {
        private long rank;
        private long idRank;

        private boolean isAfter(long otherRank, long otherIdRank) {
            return rank != otherRank ? rank > otherRank : idRank > otherIdRank;
        }
    }

    private final SegmentOrder order;
    private final SegmentOrder ids;
    private final @Nullable Place after;
    private final int most;
    private final PriorityQueue<Place> first;
    private long count;

    /** @param place after which the matches are wanted; null for all */
    SegmentTop(SegmentOrder order, SegmentOrder ids, @Nullable FieldDoc place, int most) throws IOException {
        this.order = order;
        this.ids = ids;
        this.most = most;
        this.first = new PriorityQueue<>(most) {
            @Override
            protected boolean lessThan(Place one, Place other) {
                return one.isAfter(other.rank, other.idRank);
            }
        };
        if (place == null) {
            this.after = null;
        } else {
            this.after = new Place();
            this.after.rank = order.rankOf(place.fields[0]);
            this.after.idRank = ids.rankOf(place.fields[1]);
        }
    }

    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int document) throws IOException {
        count++;
        long rank = order.rank(document);
        boolean full = first.size() == most;
        if ((full && rank > first.top().rank) || (after != null && rank < after.rank)) {
            return;
        }
        long idRank = ids.rank(document);
        if (after != null && rank == after.rank && idRank <= after.idRank) {
            return;
        }
        if (!full) {
            first.add(put(new Place(), rank, idRank));
        } else if (first.top().isAfter(rank, idRank)) {
            put(first.top(), rank, idRank);
            first.updateTop();
        }
    }

    private static Place put(Place place, long rank, long idRank) {
        place.rank = rank;
        place.idRank = idRank;
        return place;
    }

    long count() {
        return count;
    }

    /** Those that were first, in no order. */
    List<FieldDoc> hits() throws IOException {
        List<FieldDoc> hits = new ArrayList<>(first.size());
        for (Place place : first) {
            Object[] values = {order.value(place.rank), ids.value(place.idRank)};
            hits.add(new FieldDoc(0, Float.NaN, values));
        }
        return hits;
    }
}
