package io.roster.search.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** The terms by which documents are found otherwise than by whole values, each headed by what it is and of what. */
enum Tokens {
    /** Three characters next to each other in a text. */
    GRAM('g'),
    /** Four of them, where texts are many and alike. */
    LONG_GRAM('q'),
    /** The first characters of a text. */
    BEGINNING('b'),
    /** The last characters of a text. */
    END('e'),
    /** The end of a domain from a dot on. */
    LABELS('l'),
    /** A word of full-text search that is not much shorter than the longest of its indexed beginnings, or longer. */
    WORD('w'),
    /** The first characters of a word. */
    WORD_BEGINNING('x'),
    /** Says that a value is stored in a custom field. */
    STORED('s'),
    /** Says that a value is stored in a custom field that is not empty. */
    NOT_EMPTY('n'),
    /** How many values a field of several has. */
    COUNT('c');

    static final int MAX_EDGE = 3;
    static final int MAX_WORD_BEGINNING = 8;
    static final int SHORTEST_WORD = MAX_WORD_BEGINNING - 1;
    static final byte[] NO_HEAD = {};
    static final byte[] TAGS = {'t'};

    private final byte letter;

    Tokens(char letter) {
        this.letter = (byte) letter;
    }

    byte[] head(byte[] of) {
        return ByteBuffer.allocate(1 + of.length).put(letter).put(of).array();
    }

    BytesRef of(byte[] head, String text) {
        return IndexFields.headed(head(head), new BytesRef(text));
    }

    Term term(byte[] head, String text) {
        return new Term(IndexFields.TOKENS, of(head, text));
    }

    /** How many characters a gram has. */
    int size() {
        return this == LONG_GRAM ? 4 : 3;
    }

    /** Adds the parts of {@code text}, which is folded already: its grams of these kinds, its beginnings and its ends. */
    static void addParts(TokenBuffer tokens, byte[] head, String text, Set<Tokens> grams) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] starts = starts(bytes);
        int length = starts.length - 1;
        for (Tokens kind : grams) {
            addGrams(tokens, kind, head, bytes, starts);
        }
        addBeginnings(tokens, BEGINNING.head(head), bytes, starts, MAX_EDGE);
        byte[] end = END.head(head);
        for (int size = 1; size <= Math.min(length, MAX_EDGE); size++) {
            tokens.add(end, bytes, starts[length - size], starts[length]);
        }
    }

    private static void addGrams(TokenBuffer tokens, Tokens kind, byte[] head, byte[] bytes, int[] starts) {
        byte[] gram = kind.head(head);
        for (int from = 0; from + kind.size() < starts.length; from++) {
            tokens.add(gram, bytes, starts[from], starts[from + kind.size()]);
        }
    }

    /** Adds {@code domain} from each of its dots on. */
    static void addLabels(TokenBuffer tokens, byte[] head, String domain) {
        byte[] bytes = domain.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '.') {
                tokens.add(LABELS.head(head), bytes, at, bytes.length);
            }
        }
    }

    /** Adds the words of a line as full-text search stores it, each after a blank. */
    static void addWords(TokenBuffer tokens, String line) {
        byte[] whole = WORD.head(NO_HEAD);
        byte[] beginning = WORD_BEGINNING.head(NO_HEAD);
        for (int at = 1; at < line.length(); ) {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            byte[] word = line.substring(at, end).getBytes(StandardCharsets.UTF_8);
            int[] starts = starts(word);
            if (starts.length > SHORTEST_WORD) {
                tokens.add(whole, word, 0, word.length);
            }
            addBeginnings(tokens, beginning, word, starts, MAX_WORD_BEGINNING);
            at = end + 1;
        }
    }

    private static void addBeginnings(TokenBuffer tokens, byte[] head, byte[] bytes, int[] starts, int longest) {
        for (int size = 1; size <= Math.min(starts.length - 1, longest); size++) {
            tokens.add(head, bytes, 0, starts[size]);
        }
    }

    /** Where each character of a text in UTF-8 begins, and where the last one ends. */
    private static int[] starts(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += isStart(b) ? 1 : 0;
        }
        int[] starts = new int[count + 1];
        int next = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (isStart(bytes[at])) {
                starts[next++] = at;
            }
        }
        starts[count] = bytes.length;
        return starts;
    }

    private static boolean isStart(byte b) {
        return (b & 0xC0) != 0x80;
    }
}
