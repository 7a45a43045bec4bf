package io.roster.search.index;

import java.io.IOException;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.FixedBitSet;

/**
 * Looks at the values of a segment's contacts, at each different one once. When it comes to look at many, it goes through
 * all of them in their order, which costs a fraction of a look each.
 */
final class ValueLook {
    private static final int PASSED_A_LOOK = 8;

    private final SortedDocValues values;
    private final PartOfText part;
    private final FixedBitSet seen;
    private final FixedBitSet good;
    private int looks;
    private boolean complete;

    ValueLook(SortedDocValues values, PartOfText part) {
        this.values = values;
        this.part = part;
        this.seen = new FixedBitSet(values.getValueCount() + 1);
        this.good = new FixedBitSet(values.getValueCount() + 1);
    }

    boolean at(int document) throws IOException {
        if (!values.advanceExact(document)) {
            return false;
        }
        int ord = values.ordValue();
        if (!complete && !seen.get(ord)) {
            lookAt(ord);
        }
        return good.get(ord);
    }

    private void lookAt(int ord) throws IOException {
        int all = values.getValueCount();
        if (++looks <= all / PASSED_A_LOOK) {
            note(ord);
            return;
        }
        for (int each = 0; each < all; each++) {
            note(each);
        }
        complete = true;
    }

    private void note(int ord) throws IOException {
        seen.set(ord);
        if (part.isIn(values.lookupOrd(ord), 0)) {
            good.set(ord);
        }
    }
}
