package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.CustomTerm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Of terms, which are counted by their numbers in the segment and looked up once each. */
final class TermsTally extends SegmentTally {
    private final FieldTally tally;
    private final SortedSetDocValues values;
    private final TermRange range;
    private final @Nullable PostingsEnum stored;
    private final List<BytesRef> fallback;
    private final int[] counts;
    private long fallbacks;

    private TermsTally(
            FieldTally tally,
            SortedSetDocValues values,
            TermRange range,
            @Nullable PostingsEnum stored,
            List<BytesRef> fallback) {
        this.tally = tally;
        this.values = values;
        this.range = range;
        this.stored = stored;
        this.fallback = fallback;
        this.counts = new int[range.size()];
    }

    static TermsTally of(FieldTally tally, ContactField field, LeafReader reader) throws IOException {
        SortedSetDocValues values = field.type().isMany()
                ? DocValues.getSortedSet(reader, field.wire())
                : DocValues.singleton(DocValues.getSorted(reader, field.wire()));
        return new TermsTally(tally, values, TermRange.all(values), null, List.of());
    }

    static TermsTally of(FieldTally tally, CustomTerm term, LeafReader reader) throws IOException {
        byte[] head = IndexFields.head(term.field().key());
        SortedSetDocValues values = DocValues.getSortedSet(reader, IndexFields.CUSTOM);
        List<BytesRef> fallback = new ArrayList<>();
        Object shown = term.field().fallback();
        if (shown instanceof List<?> choices) {
            choices.forEach(choice -> fallback.add(IndexFields.term(term, choice)));
        } else if (shown != null) {
            fallback.add(IndexFields.term(term, shown));
        }
        PostingsEnum stored = reader.postings(Tokens.STORED.term(head, ""), PostingsEnum.NONE);
        return new TermsTally(tally, values, TermRange.behind(head, values), stored, fallback);
    }

    @Override
    void add(int document) throws IOException {
        boolean any = false;
        if (values.advanceExact(document)) {
            for (int i = values.docValueCount(); i > 0; i--) {
                long ord = values.nextOrd();
                if (range.has(ord)) {
                    counts[(int) (ord - range.first())]++;
                    any = true;
                }
            }
        }
        if (!any && (fallback.isEmpty() || isStored(document))) {
            tally.addMissing();
        } else if (!any) {
            fallbacks++;
        }
    }

    /** What is stored may be an empty list, of which no term tells. */
    private boolean isStored(int document) throws IOException {
        if (stored == null) {
            return false;
        }
        int at = stored.docID() < document ? stored.advance(document) : stored.docID();
        return at == document;
    }

    @Override
    void finish() throws IOException {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                tally.add(BytesRef.deepCopyOf(range.term(values, i)), counts[i]);
            }
        }
        for (BytesRef term : fallback) {
            if (fallbacks > 0) {
                tally.add(term, fallbacks);
            }
        }
    }
}
