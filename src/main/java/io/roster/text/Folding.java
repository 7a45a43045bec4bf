package io.roster.text;

/**
 * Case folded one character at a time: each to upper case and then to lower case by Unicode's simple mappings, so that
 * texts that differ in case only become the same, without regard to language and place. The database's
 * {@code roster_fold} does the same.
 */
public final class Folding {
    private Folding() {}

    public static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(point)));
            at += Character.charCount(point);
        }
        return folded.toString();
    }
}
