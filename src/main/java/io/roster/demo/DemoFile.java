package io.roster.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads the files that the demo's contacts are made from; the head of each describes its format. */
final class DemoFile {
    private DemoFile() {}

    /** The file's lines, without comments and blank ones. */
    static List<String> lines(String name) {
        InputStream file = DemoFile.class.getResourceAsStream(name);
        if (file == null) {
            throw new IllegalStateException(name + " is missing from the build");
        }
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of lines such as {@code 7 = CEO | Managing Director}, each with its line's weight. */
    static Weighted<String> weighted(String name) {
        Weighted.Builder<String> values = new Weighted.Builder<>();
        for (String line : lines(name)) {
            String[] sides = sides(line);
            double weight = Double.parseDouble(sides[0]);
            list(sides[1], "|").forEach(value -> values.add(weight, value));
        }
        return values.build();
    }

    /** What stands before and behind the line's first equals sign. */
    static String[] sides(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new IllegalStateException("there is no = in: " + line);
        }
        return new String[] {
            line.substring(0, equals).strip(), line.substring(equals + 1).strip()
        };
    }

    /** The parts of {@code text} between separators. */
    static List<String> list(String text, String separator) {
        return Arrays.stream(text.split("[" + separator + "]", -1))
                .map(String::strip)
                .toList();
    }
}
