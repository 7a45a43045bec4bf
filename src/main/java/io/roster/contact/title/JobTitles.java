package io.roster.contact.title;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads seniority and department from job titles. Construct it once, for it loads the vocabulary; it may be used from
 * any number of threads, and refuses no text. It remembers what it has read, for most people share their titles.
 */
public final class JobTitles {
    private static final int REMEMBERED = 5_000;

    private final Vocabulary vocabulary = VocabularyFile.load();
    private final Cache<String, JobTitle> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public JobTitle read(@Nullable String title) {
        return title == null || title.isBlank() ? JobTitle.UNKNOWN : known.get(title, this::readAnew);
    }

    private JobTitle readAnew(String title) {
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
