package io.roster.text;

import java.util.List;

/**
 * The beginning of a word, as it was typed by somebody who may have got one letter wrong: put another in its place, left
 * it out, put one in, or changed places with its neighbour. Digits count as letters.
 */
public final class NearBeginning {
    /** In a shorter one, too many words are one letter off. */
    private static final int MIN_LENGTH = 5;

    /** So long are the parts of an address; what is longer is nothing that anybody types. */
    private static final int MAX_LENGTH = 64;

    private final int[] typed;

    public NearBeginning(String typed) {
        this.typed = typed.codePoints().toArray();
        if (!takes(typed)) {
            throw new IllegalArgumentException(
                    "a beginning of %d to %d letters is needed".formatted(MIN_LENGTH, MAX_LENGTH));
        }
    }

    /** Whether a beginning is of a length at which a letter may be wrong; any other begins a word as it is, or not. */
    public static boolean takes(String typed) {
        int length = typed.codePointCount(0, typed.length());
        return length >= MIN_LENGTH && length <= MAX_LENGTH;
    }

    /** Whether {@code word} begins with it, or with what is one letter off. */
    public boolean begins(String word) {
        int[] letters = word.codePoints().toArray();
        int at = 0;
        while (at < typed.length && at < letters.length && typed[at] == letters[at]) {
            at++;
        }
        return at == typed.length
                || follows(at + 1, letters, at + 1)
                || follows(at + 1, letters, at)
                || follows(at, letters, at + 1)
                || (isSwapped(letters, at) && follows(at + 2, letters, at + 2));
    }

    /**
     * The same as a regular expression of PostgreSQL's, for a line of words each of which comes after a blank. Letters and
     * digits mean themselves in it.
     */
    public String expression() {
        return " " + near(0, typed.length);
    }

    /**
     * Patterns for LIKE, one of which is in every line that {@link #expression} is in: they are found much faster. For with
     * one letter wrong the first half is there, or the second, or two neighbours have changed places between them.
     */
    public List<String> hints() {
        int middle = typed.length / 2;
        return List.of(
                "% " + part(0, middle) + "%",
                "%" + part(middle, typed.length) + "%",
                "% " + swapped(0, middle, typed.length) + "%");
    }

    /** Halved again and again, so that a long word makes no expression that grows with its square. */
    private String near(int from, int to) {
        if (to - from == 1) {
            return "(?:[^ ]?|[^ ]" + part(from, to) + ")";
        }
        int middle = (from + to) / 2;
        return "(?:" + near(from, middle) + part(middle, to)
                + "|" + part(from, middle) + near(middle, to)
                + "|" + swapped(from, middle, to) + ")";
    }

    /** The letters on either side of {@code middle} have changed places. */
    private String swapped(int from, int middle, int to) {
        return part(from, middle - 1) + part(middle, middle + 1) + part(middle - 1, middle) + part(middle + 1, to);
    }

    private boolean follows(int from, int[] letters, int at) {
        int rest = typed.length - from;
        for (int i = 0; i < rest; i++) {
            if (at + i >= letters.length || typed[from + i] != letters[at + i]) {
                return false;
            }
        }
        return at <= letters.length;
    }

    private boolean isSwapped(int[] letters, int at) {
        return at + 1 < typed.length
                && at + 1 < letters.length
                && typed[at] == letters[at + 1]
                && typed[at + 1] == letters[at];
    }

    private String part(int from, int to) {
        return new String(typed, from, to - from);
    }
}
