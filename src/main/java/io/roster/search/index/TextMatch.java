package io.roster.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Looks at the text of each contact whether it has a part: to be used behind what finds candidates. */
final class TextMatch extends Query {
    private static final float COST = 100; // of a look, in simple steps

    private final String field;
    private final byte[] head; // the key of a custom field; nothing for a field of its own
    private final PartOfText part;

    TextMatch(String field, byte[] head, PartOfText part) {
        this.field = field;
        this.head = head;
        this.part = part;
    }

    /** Whether the contact at a place in the segment has it. */
    private interface Look {
        boolean at(int document) throws IOException;
    }

    private Look look(LeafReaderContext leaf) throws IOException {
        if (field.equals(IndexFields.EMAIL_LOCAL)) {
            BinaryDocValues values = DocValues.getBinary(leaf.reader(), field);
            return document -> values.advanceExact(document) && part.isIn(values.binaryValue(), 0);
        }
        SortedDocValues values = head.length == 0
                ? DocValues.getSorted(leaf.reader(), field)
                : KeyedValues.of(leaf.reader(), head, null);
        return new ValueLook(values, part)::at;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
                Look look = look(leaf);
                DocIdSetIterator all = DocIdSetIterator.all(leaf.reader().maxDoc());
                TwoPhaseIterator looked = new TwoPhaseIterator(all) {
                    @Override
                    public boolean matches() throws IOException {
                        return look.at(approximation.docID());
                    }

                    @Override
                    public float matchCost() {
                        return COST;
                    }
                };
                return ConstantScoreScorerSupplier.fromIterator(
                        TwoPhaseIterator.asDocIdSetIterator(looked),
                        score(),
                        scoreMode,
                        leaf.reader().maxDoc());
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(@Nullable String unused) {
        return field + " " + part;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextMatch that
                && field.equals(that.field)
                && Arrays.equals(head, that.head)
                && part.equals(that.part);
    }

    @Override
    public int hashCode() {
        return field.hashCode() * 31 + part.hashCode();
    }
}
