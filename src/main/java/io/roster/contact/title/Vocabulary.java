package io.roster.contact.title;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The phrases that titles are read by, as a tree of words. It does not change once it is loaded. */
final class Vocabulary {
    private final Node root = new Node();
    private final Map<String, String> shortForms = new HashMap<>();

    void addShortForm(String shortForm, String word) {
        shortForms.put(shortForm, word);
    }

    String spelledOut(String word) {
        return shortForms.getOrDefault(word, word);
    }

    /** Whether the phrase was new, or already there with the same meaning. */
    boolean add(List<String> words, Phrase phrase) {
        Node node = root;
        for (String word : words) {
            node = node.next.computeIfAbsent(word, _ -> new Node());
        }
        if (node.phrase != null) {
            return node.phrase.equals(phrase);
        }
        node.phrase = phrase;
        return true;
    }

    /** The longest phrase that begins with the word at {@code from}. */
    @Nullable
    Match longest(List<String> words, int from) {
        Match longest = null;
        Node node = root.next.get(words.get(from));
        for (int at = from + 1; node != null; at++) {
            if (node.phrase != null) {
                longest = new Match(node.phrase, at);
            }
            node = at < words.size() ? node.next.get(words.get(at)) : null;
        }
        return longest;
    }

    /** A phrase that was met, and the place of the first word after it. */
    record Match(Phrase phrase, int end) {}

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>(2);
        private @Nullable Phrase phrase;
    }
}
