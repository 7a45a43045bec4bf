package io.roster.search.index;

import io.roster.filter.Operator;
import io.roster.text.Folding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** What a text is to contain, to begin or to end with, in whatever case. */
final class PartOfText {
    private static final int MAX_GRAMS = 6;

    private final Operator operator;
    private final String text;
    private final boolean folds;
    private final TextScan scan;

    private PartOfText(Operator operator, String text, boolean folds) {
        this.operator = operator;
        this.text = text;
        this.folds = folds;
        this.scan = new TextScan(operator, text.getBytes(StandardCharsets.UTF_8), folds);
    }

    /** In texts that have to be folded before they are compared. */
    static PartOfText of(Operator operator, String written) {
        return new PartOfText(operator, Folding.fold(written), true);
    }

    /** In texts that are folded already, as {@code text} is. */
    static PartOfText folded(Operator operator, String text) {
        return new PartOfText(operator, text, false);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Whether the text in UTF-8 that {@code term} is from {@code start} on has this part. */
    boolean isIn(BytesRef term, int start) {
        return scan.isIn(term.bytes, term.offset + start, term.offset + term.length)
                .orElseGet(
                        () -> isIn(new BytesRef(term.bytes, term.offset + start, term.length - start).utf8ToString()));
    }

    private boolean isIn(String whole) {
        String seen = folds ? Folding.fold(whole) : whole;
        return switch (operator) {
            case CONTAINS -> seen.contains(text);
            case STARTS_WITH -> seen.startsWith(text);
            case ENDS_WITH -> seen.endsWith(text);
            case EQ, IN, GT, GTE, LT, LTE, IS_EMPTY ->
                throw new IllegalStateException("no test of a part: " + operator);
        };
    }

    /** What finds the texts with this part and no others by tokens alone, if something does. */
    Optional<Query> byTokens(byte[] head, Set<Tokens> grams, boolean domain) {
        int length = length();
        return switch (operator) {
            case CONTAINS -> byGrams(head, grams, length);
            case STARTS_WITH -> length <= Tokens.MAX_EDGE ? token(Tokens.BEGINNING, head) : Optional.empty();
            case ENDS_WITH -> {
                boolean labels = domain && text.startsWith(".");
                yield length <= Tokens.MAX_EDGE
                        ? token(Tokens.END, head)
                        : labels ? token(Tokens.LABELS, head) : Optional.empty();
            }
            case EQ, IN, GT, GTE, LT, LTE, IS_EMPTY -> Optional.empty();
        };
    }

    private Optional<Query> byGrams(byte[] head, Set<Tokens> grams, int length) {
        if (!grams.isEmpty() && length < Tokens.GRAM.size()) {
            return Optional.of(shorterThanGrams(head));
        }
        return grams.stream().filter(kind -> kind.size() == length).findFirst().flatMap(kind -> token(kind, head));
    }

    private Optional<Query> token(Tokens kind, byte[] head) {
        return Optional.of(new TermQuery(kind.term(head, text)));
    }

    /** It begins a gram, or stands so near to the end that no gram begins there. */
    private Query shorterThanGrams(byte[] head) {
        return Queries.any(
                List.of(new PrefixQuery(Tokens.GRAM.term(head, text)), new PrefixQuery(Tokens.END.term(head, text))));
    }

    /** Tokens that every text has with this part, which is longer than any of them. */
    List<Term> candidates(byte[] head, Set<Tokens> grams) {
        List<Term> tokens = new ArrayList<>();
        int length = length();
        if (operator == Operator.STARTS_WITH) {
            tokens.add(Tokens.BEGINNING.term(head, part(0, Tokens.MAX_EDGE)));
        } else if (operator == Operator.ENDS_WITH) {
            tokens.add(Tokens.END.term(head, part(length - Tokens.MAX_EDGE, length)));
        }
        grams.stream()
                .filter(kind -> kind.size() <= length)
                .max(Comparator.comparingInt(Tokens::size))
                .ifPresent(kind -> addGrams(tokens, kind, head, length));
        return tokens;
    }

    private void addGrams(List<Term> tokens, Tokens kind, byte[] head, int length) {
        int last = length - kind.size();
        for (int at = 0; at < last && tokens.size() < MAX_GRAMS; at += kind.size()) {
            tokens.add(kind.term(head, part(at, at + kind.size())));
        }
        tokens.add(kind.term(head, part(last, length)));
    }

    private int length() {
        return text.codePointCount(0, text.length());
    }

    private String part(int from, int to) {
        return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartOfText that
                && operator == that.operator
                && text.equals(that.text)
                && folds == that.folds;
    }

    @Override
    public int hashCode() {
        return operator.hashCode() * 31 + text.hashCode();
    }

    @Override
    public String toString() {
        return operator.wire() + " " + text;
    }
}
