package io.roster.search.index;

import io.roster.filter.Filter;
import io.roster.text.NearBeginning;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;

/** Full-text search: each of the beginnings begins a word, or differs by one letter from one that does. */
final class WordsQuery {
    private static final int MOST_WORK = 10_000_000; // more than the longest text that is searched for takes

    private WordsQuery() {}

    static Query of(Filter.HasWords words) {
        List<Query> all = new ArrayList<>();
        for (String beginning : words.beginnings()) {
            int length = beginning.codePointCount(0, beginning.length());
            boolean tolerant = words.tolerant() && NearBeginning.takes(beginning);
            all.add(tolerant ? nearly(beginning, length) : begins(beginning, length));
        }
        return Queries.all(all);
    }

    private static Query begins(String beginning, int length) {
        return length <= Tokens.MAX_WORD_BEGINNING
                ? new TermQuery(Tokens.WORD_BEGINNING.term(Tokens.NO_HEAD, beginning))
                : new PrefixQuery(Tokens.WORD.term(Tokens.NO_HEAD, beginning));
    }

    /** The beginning with a letter more, less or other, or with two neighbours in each other's place. */
    private static Query nearly(String beginning, int length) {
        Automaton near = new LevenshteinAutomata(beginning, true).toAutomaton(1);
        if (length < Tokens.MAX_WORD_BEGINNING) {
            return ofTokens(Tokens.WORD_BEGINNING, near);
        }
        return ofTokens(Tokens.WORD, Operations.concatenate(List.of(near, Automata.makeAnyString())));
    }

    private static Query ofTokens(Tokens kind, Automaton text) {
        Automaton head = Automata.makeString(kind.term(Tokens.NO_HEAD, "").text());
        Automaton headed = Operations.concatenate(List.of(head, text));
        Automaton whole = Operations.determinize(headed, MOST_WORK);
        return new AutomatonQuery(kind.term(Tokens.NO_HEAD, ""), whole);
    }
}
