package io.roster.search.index;

import io.roster.filter.Operator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.FilterWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a custom field between two bounds. A contact has one number at most behind a key, so that counting
 * points counts contacts, which Lucene cannot know of a field that many keys share.
 */
final class CustomRange extends Query {
    private final byte[] least;
    private final byte[] greatest;
    private final Query points;

    private CustomRange(byte[] least, byte[] greatest) {
        this.least = least;
        this.greatest = greatest;
        this.points = BinaryPoint.newRangeQuery(IndexFields.CUSTOM_NUMBERS, least, greatest);
    }

    static Query of(byte[] head, Operator operator, BigDecimal value) {
        if (!NumberCode.fits(value)) {
            return byTerms(head, operator, value);
        }
        byte[] at = IndexFields.join(head, NumberCode.rounded(value));
        byte[] first = IndexFields.join(head, new byte[NumberCode.ROUNDED_BYTES]);
        byte[] rest = new byte[NumberCode.ROUNDED_BYTES];
        Arrays.fill(rest, (byte) 0xFF);
        byte[] last = IndexFields.join(head, rest);
        return switch (operator) {
            case GT -> new CustomRange(step(at, 1), last);
            case GTE -> new CustomRange(at, last);
            case LT -> new CustomRange(first, step(at, -1));
            case LTE -> new CustomRange(first, at);
            case EQ, IN, CONTAINS, STARTS_WITH, ENDS_WITH, IS_EMPTY ->
                throw new IllegalStateException("no range: " + operator);
        };
    }

    /** Exact for numbers of any length, and slow where there are many between the bounds. */
    private static Query byTerms(byte[] head, Operator operator, BigDecimal value) {
        BytesRef at = IndexFields.headed(head, new BytesRef(NumberCode.exact(value)));
        BytesRef first = new BytesRef(head);
        BytesRef last = IndexFields.headed(head, new BytesRef(new byte[] {(byte) 0xFF}));
        boolean upwards = operator == Operator.GT || operator == Operator.GTE;
        boolean including = operator == Operator.GTE || operator == Operator.LTE;
        return upwards
                ? new TermRangeQuery(IndexFields.CUSTOM, at, last, including, false)
                : new TermRangeQuery(IndexFields.CUSTOM, first, at, false, including);
    }

    private static byte[] step(byte[] code, int by) {
        byte[] stepped = code.clone();
        int at = stepped.length - 1;
        byte overflow = (byte) (by > 0 ? 0 : 0xFF);
        while ((stepped[at] += (byte) by) == overflow) {
            at--;
        }
        return stepped;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        return new FilterWeight(this, points.createWeight(searcher, scoreMode, boost)) {
            @Override
            public int count(LeafReaderContext leaf) throws IOException {
                PointValues values = leaf.reader().getPointValues(IndexFields.CUSTOM_NUMBERS);
                if (leaf.reader().hasDeletions()) {
                    return -1;
                }
                return values == null ? 0 : new PointCount(least, greatest).of(values);
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(@Nullable String unused) {
        return points.toString(unused);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CustomRange that && points.equals(that.points);
    }

    @Override
    public int hashCode() {
        return 31 * points.hashCode() + 1;
    }
}
