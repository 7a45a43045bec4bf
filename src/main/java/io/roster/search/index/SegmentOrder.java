package io.roster.search.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * One value of a segment's contacts as ranks: numbers that are in the order of the values, from the first on. Ranks of
 * texts are odd, so that there is a place between each two of them.
 */
abstract sealed class SegmentOrder {
    private static final long LAST = Long.MAX_VALUE;

    /** The rank of the contact at a place; places must come in their order. */
    abstract long rank(int document) throws IOException;

    /** The rank of a value that may not be in the segment. */
    abstract long rankOf(@Nullable Object value) throws IOException;

    /** The value with a rank. */
    abstract @Nullable Object value(long rank) throws IOException;

    static SegmentOrder ofNumbers(LeafReader reader, String field, boolean descending, long missing)
            throws IOException {
        return new Numbers(DocValues.getNumeric(reader, field), descending, missing);
    }

    static SegmentOrder ofTexts(LeafReader reader, String field, boolean descending) throws IOException {
        return ofTexts(DocValues.getSorted(reader, field), descending);
    }

    static SegmentOrder ofTexts(SortedDocValues values, boolean descending) {
        return new Texts(values, descending);
    }

    private static final class Numbers extends SegmentOrder {
        private final NumericDocValues values;
        private final boolean descending;
        private final long missing;

        private Numbers(NumericDocValues values, boolean descending, long missing) {
            this.values = values;
            this.descending = descending;
            this.missing = missing;
        }

        @Override
        long rank(int document) throws IOException {
            return turned(values.advanceExact(document) ? values.longValue() : missing);
        }

        @Override
        long rankOf(@Nullable Object value) {
            return turned(value == null ? missing : (Long) value);
        }

        @Override
        Object value(long rank) {
            return turned(rank);
        }

        private long turned(long value) {
            return descending ? ~value : value;
        }
    }

    private static final class Texts extends SegmentOrder {
        private final SortedDocValues values;
        private final boolean descending;

        private Texts(SortedDocValues values, boolean descending) {
            this.values = values;
            this.descending = descending;
        }

        @Override
        long rank(int document) throws IOException {
            return values.advanceExact(document) ? turned(2L * values.ordValue() + 1) : LAST;
        }

        @Override
        long rankOf(@Nullable Object value) throws IOException {
            if (value == null) {
                return LAST;
            }
            int ord = values.lookupTerm((BytesRef) value);
            return turned(ord < 0 ? 2L * (-ord - 1) : 2L * ord + 1);
        }

        @Override
        @Nullable
        Object value(long rank) throws IOException {
            return rank == LAST ? null : BytesRef.deepCopyOf(values.lookupOrd((int) (turned(rank) / 2)));
        }

        private long turned(long value) {
            return descending ? ~value : value;
        }
    }
}
