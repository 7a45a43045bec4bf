package io.roster.importing;

import io.roster.text.Words;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What columns are called in several languages, from the file {@code header-words.txt}. */
final class HeaderWords {
    private static final Map<String, String> TARGETS = read();

    private HeaderWords() {}

    /** The field that a column of this key is. */
    static Optional<String> target(String key) {
        return Optional.ofNullable(TARGETS.get(key));
    }

    /** A name without case, accents, blanks and dashes, by which names are compared. */
    static String key(String name) {
        return String.join("", Words.of(name));
    }

    private static Map<String, String> read() {
        var file = Objects.requireNonNull(HeaderWords.class.getResourceAsStream("header-words.txt"));
        Map<String, String> targets = new HashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] parts = line.split(":", 2);
                        for (String name : parts[1].split(",", -1)) {
                            targets.putIfAbsent(key(name), parts[0].strip());
                        }
                    });
            return Map.copyOf(targets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
