package io.roster.importing;

import io.roster.csv.Cells;
import io.roster.customfield.CustomField;
import io.roster.failure.Failure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a cell as the value of a custom field, the way people write such values. What could mean two things is refused
 * rather than guessed.
 */
final class CellValue {
    private static final Set<String> YES = Set.of(
            "true",
            "yes",
            "y",
            "1",
            "x",
            "on",
            "wahr",
            "ja",
            "j",
            "vrai",
            "oui",
            "o",
            "verdadero",
            "sí",
            "si",
            "s",
            "vero",
            "sì",
            "sim",
            "waar");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "0", "off", "falsch", "nein", "faux", "non", "falso", "não", "nee", "onwaar");
    private static final Pattern SPACING = Pattern.compile("[\\s\\u00a0\\u202f'’]");
    private static final Pattern PLAIN =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern POINT =
            Pattern.compile("[+-]?[0-9]{1,3}(?:,[0-9]{3})+\\.[0-9]+|[+-]?[0-9]{1,3}(?:,[0-9]{3}){2,}");
    private static final Pattern COMMA = Pattern.compile(
            "[+-]?[0-9]{1,3}(?:\\.[0-9]{3})+,[0-9]+|[+-]?[0-9]{1,3}(?:\\.[0-9]{3}){2,}|[+-]?[0-9]+,(?![0-9]{3}$)[0-9]+");
    private static final Pattern ISO = Pattern.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?");
    private static final Pattern DAY_FIRST = Pattern.compile("([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})");

    private CellValue() {}

    /** The value, for {@link CustomField#normalise} to look at. */
    static Object read(CustomField field, String place, String cell, char separator) {
        String text = cell.strip();
        return switch (field.type()) {
            case STRING -> cell;
            case NUMBER -> number(place, text);
            case BOOLEAN -> truth(place, text);
            case DATE -> date(place, text);
            case DROPDOWN -> option(field.options(), text);
            case MULTI_SELECT ->
                Cells.split(cell, separator).stream()
                        .map(part -> option(field.options(), part))
                        .distinct()
                        .toList();
        };
    }

    private static BigDecimal number(String place, String text) {
        String tight = SPACING.matcher(text).replaceAll("");
        if (PLAIN.matcher(tight).matches()) {
            return new BigDecimal(tight);
        }
        if (POINT.matcher(tight).matches()) {
            return new BigDecimal(tight.replace(",", ""));
        }
        if (COMMA.matcher(tight).matches()) {
            return new BigDecimal(tight.replace(".", "").replace(',', '.'));
        }
        throw Failure.invalid(
                place, "%s must be a number that can be read in one way only, such as 1234.5".formatted(place));
    }

    private static Boolean truth(String place, String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return true;
        }
        if (NO.contains(word)) {
            return false;
        }
        throw Failure.invalid(place, "%s must be true or false".formatted(place));
    }

    private static String date(String place, String text) {
        Matcher iso = ISO.matcher(text);
        Matcher dayFirst = DAY_FIRST.matcher(text);
        try {
            if (iso.matches()) {
                return date(iso.group(1), iso.group(2), iso.group(3));
            }
            if (dayFirst.matches()) {
                int first = Integer.parseInt(dayFirst.group(1));
                int second = Integer.parseInt(dayFirst.group(2));
                if (text.indexOf('.') > 0 || first > 12 || first == second) {
                    return date(dayFirst.group(3), dayFirst.group(2), dayFirst.group(1));
                }
                if (second > 12) {
                    return date(dayFirst.group(3), dayFirst.group(1), dayFirst.group(2));
                }
            }
        } catch (DateTimeException e) {
            // Refused below, with the others.
        }
        throw Failure.invalid(
                place, "%s must be a date that can be read in one way only, such as 2026-04-20".formatted(place));
    }

    private static String date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                .toString();
    }

    /** The option of this text, else the only one that differs in case alone, else the text as it is, to be refused. */
    private static String option(List<String> options, String text) {
        if (options.contains(text)) {
            return text;
        }
        List<String> alike = options.stream()
                .filter(option -> option.strip().equalsIgnoreCase(text))
                .toList();
        return alike.size() == 1 ? alike.getFirst() : text;
    }
}
