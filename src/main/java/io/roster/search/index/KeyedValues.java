package io.roster.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The values of one custom field in a segment, out of those of all: the terms behind its key lie together, and in their
 * order. With a fallback, contacts without a value have that.
 */
final class KeyedValues extends SortedDocValues {
    private static final int NONE = -1;

    private final SortedSetDocValues all;
    private final byte[] head;
    private final TermRange range;
    private final @Nullable BytesRef fallback;
    private final int fallbackOrd;
    private final boolean fallbackIsExtra;
    private int ord = NONE;

    private KeyedValues(SortedSetDocValues all, byte[] head, @Nullable BytesRef fallback) throws IOException {
        this.all = all;
        this.head = head;
        this.range = TermRange.behind(head, all);
        this.fallback = fallback;
        long found = fallback == null ? NONE : all.lookupTerm(IndexFields.headed(head, fallback));
        this.fallbackIsExtra = fallback != null && found < 0;
        this.fallbackOrd = fallback == null ? NONE : Math.toIntExact((found < 0 ? -found - 1 : found) - range.first());
    }

    static SortedDocValues of(LeafReader reader, byte[] head, @Nullable BytesRef fallback) throws IOException {
        return new KeyedValues(DocValues.getSortedSet(reader, IndexFields.CUSTOM), head, fallback);
    }

    @Override
    public boolean advanceExact(int document) throws IOException {
        ord = fallbackOrd;
        if (all.advanceExact(document)) {
            for (int i = all.docValueCount(); i > 0; i--) {
                long candidate = all.nextOrd();
                if (candidate >= range.first()) {
                    ord = range.has(candidate) ? shifted(candidate) : ord;
                    break;
                }
            }
        }
        return ord != NONE;
    }

    private int shifted(long candidate) {
        int own = (int) (candidate - range.first());
        return fallbackIsExtra && own >= fallbackOrd ? own + 1 : own;
    }

    @Override
    public int ordValue() {
        return ord;
    }

    @Override
    public BytesRef lookupOrd(int which) throws IOException {
        if (fallbackIsExtra && which == fallbackOrd && fallback != null) {
            return fallback;
        }
        return range.term(all, fallbackIsExtra && which > fallbackOrd ? which - 1 : which);
    }

    @Override
    public int getValueCount() {
        return range.size() + (fallbackIsExtra ? 1 : 0);
    }

    @Override
    public int docID() {
        return all.docID();
    }

    @Override
    public int nextDoc() throws IOException {
        return advance(all.docID() + 1);
    }

    @Override
    public int advance(int target) throws IOException {
        throw new UnsupportedOperationException("these values are asked for by document, not " + target);
    }

    @Override
    public long cost() {
        return all.cost();
    }

    @Override
    public String toString() {
        return "values behind " + Arrays.toString(head);
    }
}
