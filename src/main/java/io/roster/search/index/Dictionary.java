package io.roster.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/** The different values of a text, as the index lists them: the terms of a field behind a head. */
final class Dictionary {
    /** More terms than that take longer to look up, segment by segment, than contacts to look at. */
    private static final int FEW = 64;

    private final IndexReader reader;
    private final String field;
    private final BytesRef head;

    Dictionary(IndexReader reader, String field, byte[] head) {
        this.reader = reader;
        this.field = field;
        this.head = new BytesRef(head);
    }

    /** The terms of all values with {@code part} where they are few, and among {@code most} values at most; else empty. */
    Optional<List<BytesRef>> few(PartOfText part, int most) throws IOException {
        Set<BytesRef> found = new LinkedHashSet<>();
        int left = most;
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms == null) {
                continue;
            }
            if (head.length == 0 && terms.size() > left) {
                return Optional.empty();
            }
            left = add(terms.iterator(), part, left, found);
            if (left < 0 || found.size() > FEW) {
                return Optional.empty();
            }
        }
        return Optional.of(new ArrayList<>(found));
    }

    private int add(TermsEnum terms, PartOfText part, int most, Set<BytesRef> found) throws IOException {
        int left = most;
        BytesRef term = terms.seekCeil(head) == TermsEnum.SeekStatus.END ? null : terms.term();
        while (term != null && found.size() <= FEW && StringHelper.startsWith(term, head)) {
            if (--left < 0) {
                return left;
            }
            if (part.isIn(term, head.length)) {
                found.add(BytesRef.deepCopyOf(term));
            }
            term = terms.next();
        }
        return left;
    }
}
