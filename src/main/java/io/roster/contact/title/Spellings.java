package io.roster.contact.title;

import java.util.ArrayList;
import java.util.List;

/**
 * The spellings that a pattern of the vocabulary stands for: {@code direct{eur,rice}} is directeur and directrice, and
 * {@code führer} is also fuehrer.
 */
final class Spellings {
    private Spellings() {}

    static List<String> of(String pattern) {
        List<String> spellings = new ArrayList<>();
        for (String text : expand(pattern)) {
            spellings.add(text);
            String spelledOut = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
            if (!spelledOut.equals(text)) {
                spellings.add(spelledOut);
            }
        }
        return spellings;
    }

    private static List<String> expand(String pattern) {
        int open = pattern.indexOf('{');
        int close = pattern.indexOf('}', Math.max(open, 0));
        if (open < 0 || close < 0) {
            return List.of(pattern);
        }
        List<String> tails = expand(pattern.substring(close + 1));
        List<String> expanded = new ArrayList<>();
        for (String choice : pattern.substring(open + 1, close).split(",", -1)) {
            for (String tail : tails) {
                expanded.add(pattern.substring(0, open) + choice + tail);
            }
        }
        return expanded;
    }
}
