package io.roster.search.index;

import io.roster.filter.Operator;
import io.roster.text.Folding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What a text is to contain, to begin or to end with, in whatever case.
 *
 * @param folded whether texts are compared as they are, for they are folded already
 */
record PartOfText(Operator operator, String text, boolean folded) {
    private static final int MAX_GRAMS = 6;

    PartOfText(Operator operator, String written) {
        this(operator, Folding.fold(written), false);
    }

    static PartOfText folded(Operator operator, String text) {
        return new PartOfText(operator, text, true);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isIn(String whole) {
        String seen = folded ? whole : Folding.fold(whole);
        return switch (operator) {
            case CONTAINS -> seen.contains(text);
            case STARTS_WITH -> seen.startsWith(text);
            case ENDS_WITH -> seen.endsWith(text);
            case EQ, IN, GT, GTE, LT, LTE, IS_EMPTY ->
                throw new IllegalStateException("no test of a part: " + operator);
        };
    }

    /** The one token that all texts with this part have and no others, if there is one. */
    Optional<Query> token(byte[] head, boolean domain) {
        int length = length();
        Optional<Tokens> kind = switch (operator) {
            case CONTAINS -> length <= Tokens.MAX_GRAM ? Optional.of(Tokens.GRAM) : Optional.empty();
            case STARTS_WITH -> length <= Tokens.MAX_EDGE ? Optional.of(Tokens.BEGINNING) : Optional.empty();
            case ENDS_WITH -> {
                boolean labels = domain && text.startsWith(".");
                yield length <= Tokens.MAX_EDGE
                        ? Optional.of(Tokens.END)
                        : labels ? Optional.of(Tokens.LABELS) : Optional.empty();
            }
            case EQ, IN, GT, GTE, LT, LTE, IS_EMPTY -> Optional.empty();
        };
        return kind.map(token -> new TermQuery(token.term(head, text)));
    }

    /** Tokens that every text with this part has, which is longer than any token. */
    List<Query> candidates(byte[] head) {
        Set<Integer> starts = new LinkedHashSet<>();
        int last = length() - Tokens.MAX_GRAM;
        starts.add(last);
        for (int at = 0; at < last && starts.size() < MAX_GRAMS; at += Tokens.MAX_GRAM) {
            starts.add(at);
        }
        Stream<Query> grams =
                starts.stream().map(at -> new TermQuery(Tokens.GRAM.term(head, part(at, at + Tokens.MAX_GRAM))));
        Stream<Query> edge = switch (operator) {
            case STARTS_WITH -> Stream.of(new TermQuery(Tokens.BEGINNING.term(head, part(0, Tokens.MAX_EDGE))));
            case ENDS_WITH ->
                Stream.of(new TermQuery(Tokens.END.term(head, part(length() - Tokens.MAX_EDGE, length()))));
            case CONTAINS, EQ, IN, GT, GTE, LT, LTE, IS_EMPTY -> Stream.empty();
        };
        return Stream.concat(edge, grams).toList();
    }

    private int length() {
        return text.codePointCount(0, text.length());
    }

    private String part(int from, int to) {
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }
}
