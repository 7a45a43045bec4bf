package io.roster.contact.title;

import io.roster.contact.Seniority;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code vocabulary.txt}, whose head describes the format; a fault in it is named with its line. */
final class VocabularyFile {
    private static final String DEPARTMENTS = "departments";
    private static final String SHORT = "short";

    private final Vocabulary vocabulary = new Vocabulary();
    private final Set<String> departments = new HashSet<>();
    private String section = "";
    private int lineNumber;

    private VocabularyFile() {}

    static Vocabulary load() {
        InputStream file = VocabularyFile.class.getResourceAsStream("vocabulary.txt");
        if (file == null) {
            throw new IllegalStateException("vocabulary.txt is missing from the build");
        }
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return parse(reader.readAllLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vocabulary parse(List<String> lines) {
        VocabularyFile file = new VocabularyFile();
        lines.forEach(file::line);
        return file.vocabulary;
    }

    private void line(String raw) {
        lineNumber++;
        int comment = raw.indexOf('#');
        String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
        if (line.startsWith("[") && line.endsWith("]")) {
            section = line.substring(1, line.length() - 1);
        } else if (section.equals(DEPARTMENTS)) {
            departments.addAll(values(line));
        } else if (section.equals(SHORT) && !line.isEmpty()) {
            shortForms(line);
        } else if (!line.isEmpty()) {
            phrases(line);
        }
    }

    private void shortForms(String line) {
        String[] sides = line.split("=", -1);
        if (sides.length != 2 || sides[1].isBlank()) {
            throw fault("a short form wants the word it is short for");
        }
        for (String shortForm : sides[0].split("\\|", -1)) {
            vocabulary.addShortForm(shortForm.strip(), sides[1].strip());
        }
    }

    private void phrases(String line) {
        int equals = line.indexOf('=');
        String left = equals < 0 ? line : line.substring(0, equals);
        Phrase phrase = meaning(equals < 0 ? List.of() : values(line.substring(equals + 1)));
        for (String pattern : left.split("\\|", -1)) {
            for (String text : Spellings.of(pattern)) {
                List<String> words = Words.of(text);
                words.replaceAll(vocabulary::spelledOut);
                if (words.isEmpty() || words.contains(Words.BREAK) || words.contains(Words.WEAK_BREAK)) {
                    throw fault("\"" + text.strip() + "\" is not a phrase of plain words");
                }
                if (!vocabulary.add(words, phrase)) {
                    throw fault("\"" + text.strip() + "\" has another meaning further up");
                }
            }
        }
    }

    private Phrase meaning(List<String> values) {
        @Nullable Seniority seniority = null;
        @Nullable String department = null;
        for (String value : values) {
            Optional<Seniority> named = Seniority.of(value);
            if (named.isPresent()) {
                seniority = named.get();
            } else if (departments.contains(value)) {
                department = value;
            } else {
                throw fault("\"" + value + "\" is neither a seniority nor a department");
            }
        }
        return new Phrase(kind(), seniority, department);
    }

    private Phrase.Kind kind() {
        for (Phrase.Kind kind : Phrase.Kind.values()) {
            if (kind.section().equals(section)) {
                return kind;
            }
        }
        throw fault("there is no section [" + section + "]");
    }

    private static List<String> values(String text) {
        List<String> values = new ArrayList<>(List.of(text.strip().split("\\s+", -1)));
        values.removeIf(String::isEmpty);
        return values;
    }

    private IllegalStateException fault(String what) {
        return new IllegalStateException("vocabulary.txt, line " + lineNumber + ": " + what);
    }
}
