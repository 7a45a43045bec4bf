package io.roster.text;

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
     * The same as a regular expression for words each of which comes after a blank; the flavour is that of PostgreSQL, and
     * of Java. Letters and digits mean themselves in it.
     */
    public String pattern() {
        StringBuilder pattern = new StringBuilder(" (?:");
        for (int at = 0; at < typed.length; at++) {
            pattern.append(at == 0 ? "" : "|").append(part(0, at));
            pattern.append("(?:[^ ]?").append(part(at + 1, typed.length));
            pattern.append("|[^ ]").append(part(at, typed.length));
            if (at + 1 < typed.length) {
                pattern.append('|').append(part(at + 1, at + 2)).append(part(at, at + 1));
                pattern.append(part(at + 2, typed.length));
            }
            pattern.append(')');
        }
        return pattern.append(')').toString();
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
