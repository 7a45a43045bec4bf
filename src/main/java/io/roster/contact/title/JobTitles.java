package io.roster.contact.title;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads seniority and department from job titles. Construct it once, for it loads the vocabulary; it may be used from
 * any number of threads, and refuses no text.
 */
public final class JobTitles {
    private final Vocabulary vocabulary = VocabularyFile.load();

    public JobTitle read(@Nullable String title) {
        if (title == null || title.isBlank()) {
            return JobTitle.UNKNOWN;
        }
        List<String> words = Words.of(title);
        words.replaceAll(vocabulary::spelledOut);
        return reading(words).title();
    }

    private Reading reading(List<String> words) {
        Reading reading = new Reading();
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at);
            Vocabulary.Match match = vocabulary.longest(words, at);
            if (match != null) {
                reading.take(match.phrase());
                at = match.end();
                continue;
            }
            switch (word) {
                case Words.BREAK -> reading.endPart();
                case Words.WEAK_BREAK -> reading.and();
                default -> reading.unknown();
            }
            at++;
        }
        reading.endPart();
        return reading;
    }
}
