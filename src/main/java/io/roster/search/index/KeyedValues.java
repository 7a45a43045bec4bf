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
    private final long first;
    private final long end;
    private final @Nullable BytesRef fallback;
    private final int fallbackOrd;
    private final boolean fallbackIsExtra;
    private int ord = NONE;

    private KeyedValues(SortedSetDocValues all, byte[] head, @Nullable BytesRef fallback) throws IOException {
        this.all = all;
        this.head = head;
        this.first = place(new BytesRef(head));
        byte[] after = head.clone();
        for (int i = after.length - 1; ++after[i] == 0; i--) {}
        this.end = place(new BytesRef(after));
        this.fallback = fallback;
        long found = fallback == null ? NONE : all.lookupTerm(IndexFields.headed(head, fallback));
        this.fallbackIsExtra = fallback != null && found < 0;
        this.fallbackOrd = fallback == null ? NONE : Math.toIntExact((found < 0 ? -found - 1 : found) - first);
    }

    static SortedDocValues of(LeafReader reader, byte[] head, @Nullable BytesRef fallback) throws IOException {
        return new KeyedValues(DocValues.getSortedSet(reader, IndexFields.CUSTOM), head, fallback);
    }

    private long place(BytesRef term) throws IOException {
        long ord = all.lookupTerm(term);
        return ord < 0 ? -ord - 1 : ord;
    }

    @Override
    public boolean advanceExact(int document) throws IOException {
        ord = fallbackOrd;
        if (all.advanceExact(document)) {
            for (int i = all.docValueCount(); i > 0; i--) {
                long candidate = all.nextOrd();
                if (candidate >= first) {
                    ord = candidate < end ? shifted(candidate) : ord;
                    break;
                }
            }
        }
        return ord != NONE;
    }

    private int shifted(long candidate) {
        int own = (int) (candidate - first);
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
        BytesRef term = all.lookupOrd(first + (fallbackIsExtra && which > fallbackOrd ? which - 1 : which));
        return new BytesRef(term.bytes, term.offset + head.length, term.length - head.length);
    }

    @Override
    public int getValueCount() {
        return Math.toIntExact(end - first) + (fallbackIsExtra ? 1 : 0);
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
