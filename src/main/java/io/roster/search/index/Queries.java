package io.roster.search.index;

import java.util.Collection;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** Queries of queries. */
final class Queries {
    static final Query EVERYTHING = MatchAllDocsQuery.INSTANCE;
    static final Query NOTHING = MatchNoDocsQuery.INSTANCE;

    /** Beyond so many, terms are looked up in order of the documents rather than side by side. */
    private static final int FEW_TERMS = 16;

    private Queries() {}

    static Query all(Collection<? extends Query> queries) {
        return joined(queries, Occur.FILTER, EVERYTHING);
    }

    static Query any(Collection<? extends Query> queries) {
        return joined(queries, Occur.SHOULD, NOTHING);
    }

    static Query not(Query query) {
        return new BooleanQuery.Builder()
                .add(EVERYTHING, Occur.FILTER)
                .add(query, Occur.MUST_NOT)
                .build();
    }

    static Query anyOf(String field, Collection<BytesRef> terms) {
        return terms.size() > FEW_TERMS
                ? new TermInSetQuery(field, terms)
                : any(terms.stream()
                        .distinct()
                        .map(term -> new TermQuery(new Term(field, term)))
                        .toList());
    }

    private static Query joined(Collection<? extends Query> queries, Occur occur, Query none) {
        if (queries.size() <= 1) {
            return queries.isEmpty() ? none : queries.iterator().next();
        }
        BooleanQuery.Builder joined = new BooleanQuery.Builder();
        queries.forEach(query -> joined.add(query, occur));
        return joined.build();
    }
}
