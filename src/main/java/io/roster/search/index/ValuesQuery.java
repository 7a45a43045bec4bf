package io.roster.search.index;

import java.io.IOException;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Goes through the different values of a text, and finds the contacts of those with a part. */
final class ValuesQuery extends MultiTermQuery {
    private final PartOfText part;

    ValuesQuery(String field, PartOfText part) {
        super(field, CONSTANT_SCORE_REWRITE);
        this.part = part;
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource unused) throws IOException {
        return new FilteredTermsEnum(terms.iterator(), false) {
            @Override
            protected AcceptStatus accept(BytesRef term) {
                return part.isIn(term, 0) ? AcceptStatus.YES : AcceptStatus.NO;
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
        return super.equals(other) && other instanceof ValuesQuery that && part.equals(that.part);
    }

    @Override
    public int hashCode() {
        return super.hashCode() * 31 + part.hashCode();
    }
}
