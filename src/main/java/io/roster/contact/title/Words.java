package io.roster.contact.title;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A title cut into words, without case, accents and punctuation. Where one role may end and the next begin, there
 * stands a {@link #BREAK}, or a {@link #WEAK_BREAK} for the signs that also join two halves of one role ("Sales &
 * Marketing Director").
 */
final class Words {
    static final String BREAK = ",";
    static final String WEAK_BREAK = "&";

    /** Longer than any title that the APIs accept; what follows is not read. */
    private static final int LONGEST = 512;

    private final String text;
    private final List<String> words = new ArrayList<>(8);
    private final StringBuilder word = new StringBuilder(24);

    private Words(String text) {
        this.text = text;
    }

    static List<String> of(String title) {
        String head = title.length() > LONGEST ? title.substring(0, LONGEST) : title;
        Words words =
                new Words(io.roster.text.Words.isAscii(head) ? head : Normalizer.normalize(head, Normalizer.Form.NFKD));
        words.cut();
        return words.words;
    }

    private void cut() {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isLetterOrDigit(c)) {
                append(Character.toLowerCase(c));
            } else if (!belongsToWord(c, at)) {
                endWord();
                mark(c, at);
            }
        }
        endWord();
    }

    private void append(char c) {
        switch (c) {
            case 'ß' -> word.append("ss");
            case 'æ' -> word.append("ae");
            case 'œ' -> word.append("oe");
            case 'ø' -> word.append('o');
            case 'ł' -> word.append('l');
            case 'đ' -> word.append('d');
            case 'ı' -> word.append('i');
            default -> word.append(c);
        }
    }

    private boolean belongsToWord(char c, int at) {
        return switch (c) {
            case '.' -> isAlone(at - 1) && isAlone(at + 1); // V.P.
            case '&' -> joinsLetters(at);
            default -> Character.getType(c) == Character.NON_SPACING_MARK;
        };
    }

    /** R&D, FP&A, S&OP are one word each; VP&GM and Sales&Marketing are two. */
    private boolean joinsLetters(int at) {
        int before = run(at - 1, -1);
        int after = run(at + 1, 1);
        boolean joins = before > 0 && after > 0 && before + after <= 3;
        if (joins) {
            word.append('&');
        }
        return joins;
    }

    private int run(int from, int step) {
        int length = 0;
        while (length < 4 && isWordAt(from + length * step)) {
            length++;
        }
        return length;
    }

    private boolean isAlone(int at) {
        return isWordAt(at) && !isWordAt(at - 1) && !isWordAt(at + 1);
    }

    private boolean isWordAt(int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    private void endWord() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private void mark(char c, int at) {
        switch (c) {
            case ',', ';', ':', '|', '(', ')', '[', ']', '\n', '–', '—', '•', '·', '∙' -> words.add(BREAK);
            case '-' -> {
                // "Co-Founder" is two words of one role, "Sales Director - EMEA" two parts.
                if (isSpaceBeside(at)) {
                    words.add(BREAK);
                }
            }
            case '/' -> words.add(isSpaceBeside(at) ? BREAK : WEAK_BREAK);
            case '&', '+' -> words.add(WEAK_BREAK);
            case '@' -> words.add("at");
            default -> {
                // Any other sign is a space.
            }
        }
    }

    private boolean isSpaceBeside(int at) {
        return isSpaceAt(at - 1) || isSpaceAt(at + 1);
    }

    private boolean isSpaceAt(int at) {
        return at >= 0 && at < text.length() && Character.isWhitespace(text.charAt(at));
    }
}
