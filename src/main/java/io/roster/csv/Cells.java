package io.roster.csv;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cells of a CSV file: what a spreadsheet would run as a formula is defused, and lists are written into one cell. */
public final class Cells {
    private Cells() {}

    /**
     * The text with an apostrophe before it when a spreadsheet would take it for a formula, or when it begins with
     * apostrophes and then like a formula, so that {@link #plain} can take off just what was put there.
     */
    public static String defused(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    /** The text without the apostrophe that {@link #defused} put before it. */
    public static String plain(String cell) {
        return cell.startsWith("'") && isFormula(cell) ? cell.substring(1) : cell;
    }

    private static boolean isFormula(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '\'') {
            at++;
        }
        return at < text.length() && "=+-@\t\r".indexOf(text.charAt(at)) >= 0;
    }

    /** The elements in one cell. */
    public static String join(List<String> elements, char separator) {
        return elements.stream()
                .map(element -> quoted(element, separator))
                .collect(Collectors.joining(String.valueOf(separator)));
    }

    /** The elements of a cell, without blanks around them and without empty ones. */
    public static List<String> split(String cell, char separator) {
        List<String> elements = new ArrayList<>();
        for (String part : parts(cell, separator)) {
            String element = part.strip();
            if (!element.isEmpty()) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static List<String> parts(String cell, char separator) {
        if (cell.indexOf('"') < 0) {
            return cutAt(cell, separator);
        }
        try {
            List<String> parts = new ArrayList<>();
            CsvReader lines = new CsvReader(new StringReader(cell), separator);
            for (Optional<CsvRecord> line = lines.next(); line.isPresent(); line = lines.next()) {
                parts.addAll(line.get().cells());
            }
            return parts;
        } catch (CsvFault e) { // a lone quote at the beginning of an element is just that
            return List.of(cell.split(Pattern.quote(String.valueOf(separator))));
        }
    }

    /** By a loop: a regular expression made for the separator, once a row, took 2 % of an import's Java. */
    private static List<String> cutAt(String cell, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < cell.length(); at++) {
            char c = cell.charAt(at);
            if (c == separator || c == '\n' || c == '\r') {
                parts.add(cell.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(cell.substring(start));
        return parts;
    }

    /** The text as a cell between {@code separator}s. */
    static String quoted(String text, char separator) {
        boolean needs = !text.equals(text.strip())
                || text.indexOf(separator) >= 0
                || text.indexOf('\n') >= 0
                || text.indexOf('\r') >= 0
                || text.indexOf('"') >= 0;
        return needs ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
