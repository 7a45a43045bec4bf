package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.CustomTerm;
import io.roster.filter.EventCount;
import io.roster.filter.FieldType;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;

/** Counts what the matches of one segment have in a field, for the tally of all. */
abstract sealed class SegmentTally permits SegmentTally.Whole, TermsTally {
    static SegmentTally of(FieldTally tally, LeafReader reader) throws IOException {
        return switch (tally.field()) {
            case ContactField field
            when field.type() == FieldType.NUMBER || field.type() == FieldType.TIME ->
                new Whole(tally, DocValues.getNumeric(reader, field.wire()), false);
            case EventCount count -> new Whole(tally, DocValues.getNumeric(reader, count.wire()), true);
            case ContactField field -> TermsTally.of(tally, field, reader);
            case CustomTerm term -> TermsTally.of(tally, term, reader);
        };
    }

    abstract void add(int document) throws IOException;

    abstract void finish() throws IOException;

    /** Of whole numbers and times. */
    static final class Whole extends SegmentTally {
        private final FieldTally tally;
        private final NumericDocValues values;
        private final boolean missingIsZero;

        Whole(FieldTally tally, NumericDocValues values, boolean missingIsZero) {
            this.tally = tally;
            this.values = values;
            this.missingIsZero = missingIsZero;
        }

        @Override
        void add(int document) throws IOException {
            if (values.advanceExact(document)) {
                tally.add(values.longValue(), 1);
            } else if (missingIsZero) {
                tally.add(0L, 1);
            } else {
                tally.addMissing();
            }
        }

        @Override
        void finish() {}
    }
}
