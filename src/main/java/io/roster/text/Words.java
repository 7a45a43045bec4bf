package io.roster.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text as full-text search knows them: runs of letters and digits, in lower case, without accents. So the
 * parts of an e-mail address and of a domain are words too.
 */
public final class Words {
    /** Letters that no normalisation takes apart. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'Ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'Ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'Đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'Ð', "d"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'Ħ', "h"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'Æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'Œ', "oe"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'Þ', "th"));

    private static final int TYPICAL_LENGTH = 128;

    private Words() {}

    /** The words of {@code text}, in their order, each once. */
    public static List<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        each(text, (plain, start, end) -> words.add(plain.substring(start, end)));
        return new ArrayList<>(words);
    }

    /**
     * The words of all of {@code texts} in one line, each after a blank, so that a word begins with {@code x} where the
     * line contains {@code " x"}.
     */
    public static String stored(@Nullable String... texts) {
        StringBuilder line = new StringBuilder(TYPICAL_LENGTH);
        for (String text : texts) {
            if (text != null) {
                each(text, (plain, start, end) -> add(line, plain, start, end));
            }
        }
        return line.toString();
    }

    /** Takes the word that a text has from {@code start} to {@code end}. */
    @FunctionalInterface
    private interface Taker {
        void take(String text, int start, int end);
    }

    /** Shows the words of a text, in their order, each as often as it is there. */
    private static void each(String text, Taker taker) {
        String plain = plain(text);
        int start = -1;
        for (int at = 0; at < plain.length(); ) {
            int point = plain.codePointAt(at);
            if (Character.isLetterOrDigit(point)) {
                start = start < 0 ? at : start;
            } else if (start >= 0) {
                taker.take(plain, start, at);
                start = -1;
            }
            at += Character.charCount(point);
        }
        if (start >= 0) {
            taker.take(plain, start, plain.length());
        }
    }

    /** Adds a word, unless the line has it: of a contact's few, a set took longer to make than this to look. */
    private static void add(StringBuilder line, String text, int start, int end) {
        int before = line.length();
        line.append(' ').append(text, start, end);
        if (has(line, before)) {
            line.setLength(before);
        }
    }

    /** Whether what the line has from {@code last} on, a blank and a word, is in it before. */
    private static boolean has(StringBuilder line, int last) {
        int length = line.length() - last;
        for (int at = 0; at + length <= last; at++) {
            int same = 0;
            while (same < length && line.charAt(at + same) == line.charAt(last + same)) {
                same++;
            }
            if (same == length && line.charAt(at + length) == ' ') {
                return true;
            }
        }
        return false;
    }

    private static String plain(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String bare = bare(Normalizer.normalize(text, Normalizer.Form.NFKD));
        // Up and then down, so that the sharp s is found as ss, and both sigmas as one.
        String folded = bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return bare(Normalizer.normalize(folded, Normalizer.Form.NFKD)).replace('ς', 'σ');
    }

    /** Whether all of its characters are ASCII. */
    public static boolean isAscii(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) < 128) {
            at++;
        }
        return at == text.length();
    }

    /** Without the marks that normalisation has taken off the letters, and with the letters that it cannot take apart. */
    private static String bare(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        text.codePoints().filter(point -> !isMark(point)).forEach(point -> {
            String plain = LETTERS.get(point);
            if (plain == null) {
                bare.appendCodePoint(point);
            } else {
                bare.append(plain);
            }
        });
        return bare.toString();
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
