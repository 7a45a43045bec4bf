package io.roster.search.index;

import java.io.IOException;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * The terms of a segment that have one head: they lie together, in the order of what follows it.
 *
 * @param first the number of the first
 * @param end the number after the last one's
 */
record TermRange(long first, long end, int headLength) {
    static TermRange all(SortedSetDocValues values) {
        return new TermRange(0, values.getValueCount(), 0);
    }

    static TermRange behind(byte[] head, SortedSetDocValues values) throws IOException {
        byte[] after = head.clone();
        int at = after.length - 1;
        while (++after[at] == 0) {
            at--;
        }
        return new TermRange(place(values, new BytesRef(head)), place(values, new BytesRef(after)), head.length);
    }

    /** The number of a term, or of the one that comes after its place. */
    static long place(SortedSetDocValues values, BytesRef term) throws IOException {
        long ord = values.lookupTerm(term);
        return ord < 0 ? -ord - 1 : ord;
    }

    boolean has(long ord) {
        return ord >= first && ord < end;
    }

    int size() {
        return Math.toIntExact(end - first);
    }

    /** What follows the head in the term with this number in the range. */
    BytesRef term(SortedSetDocValues values, long which) throws IOException {
        BytesRef term = values.lookupOrd(first + which);
        return new BytesRef(term.bytes, term.offset + headLength, term.length - headLength);
    }
}
