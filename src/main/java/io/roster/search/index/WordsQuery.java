package io.roster.search.index;

import io.roster.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Full-text search: each of the beginnings begins a word. */
final class WordsQuery {
    private WordsQuery() {}

    static Query of(Filter.HasWords words) {
        List<Query> all = new ArrayList<>();
        words.beginnings().forEach(beginning -> all.add(begins(beginning)));
        return Queries.all(all);
    }

    private static Query begins(String beginning) {
        return beginning.codePointCount(0, beginning.length()) <= Tokens.MAX_WORD_BEGINNING
                ? new TermQuery(Tokens.WORD_BEGINNING.term(Tokens.NO_HEAD, beginning))
                : new PrefixQuery(Tokens.WORD.term(Tokens.NO_HEAD, beginning));
    }
}
