package io.roster.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Finds a part in texts that have tokens, where no token says all: by going through the different values where these are
 * few, or, where every part has a token, few beside the contacts that would have to be looked at; else by looking at
 * those contacts.
 *
 * @param mostScanned how many values are gone through at most: five or ten milliseconds' worth
 */
record PartSearch(IndexReader reader, int mostScanned) {
    static final int MOST_SCANNED = 200_000;
    private static final int ALWAYS_SCANNED = 2_000;

    /** A look at a contact takes as long as going past so many values. */
    private static final int VALUES_A_LOOK = 4;

    /**
     * The query.
     *
     * @param field where the whole values are, behind {@code head}
     * @param tokenHead of the tokens
     * @param scannable whether the whole values are terms
     */
    Query query(String field, byte[] head, byte[] tokenHead, Set<Tokens> grams, boolean scannable, PartOfText part)
            throws IOException {
        if (grams.isEmpty() && values(field) <= mostScanned) {
            return new ValuesQuery(field, part);
        }
        List<Term> candidates = part.candidates(tokenHead, grams);
        if (scannable && !grams.isEmpty()) {
            int most = Math.min(mostScanned, Math.max(ALWAYS_SCANNED, rarest(candidates)));
            Optional<List<BytesRef>> few = new Dictionary(reader, field, head).few(part, most);
            if (few.isPresent()) {
                return Queries.anyOf(field, few.get());
            }
        }
        List<Query> all = new ArrayList<>();
        candidates.forEach(token -> all.add(new TermQuery(token)));
        all.add(new TextMatch(field, head, part));
        return Queries.all(all);
    }

    /** How many different values a field has, those of each segment counted anew. */
    private long values(String field) throws IOException {
        long values = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            values += Terms.getTerms(leaf.reader(), field).size();
        }
        return values;
    }

    private int rarest(List<Term> tokens) throws IOException {
        int least = Integer.MAX_VALUE / VALUES_A_LOOK;
        for (Term token : tokens) {
            least = Math.min(least, reader.docFreq(token));
        }
        return least * VALUES_A_LOOK;
    }
}
