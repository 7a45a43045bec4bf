package io.roster.customfield;

import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The values of custom fields: a String, a BigDecimal, a Boolean, or a List of Strings; a date is a String. */
final class CustomFieldValue {
    private static final int MAX_TEXT = 4_096;
    private static final int DATE_LENGTH = 10;

    private CustomFieldValue() {}

    /** The value in its one stored form, or refused with {@code place} as the field's name. */
    static Object normalise(CustomFieldType type, List<String> options, String place, Object value) {
        return switch (type) {
            case STRING -> text(place, value);
            case NUMBER -> number(place, value);
            case BOOLEAN -> bool(place, value);
            case DATE -> date(place, value);
            case DROPDOWN -> option(options, place, value);
            case MULTI_SELECT -> choices(options, place, value);
        };
    }

    private static String text(String place, Object value) {
        if (!(value instanceof String text)) {
            throw wrong(place, "a string");
        }
        if (text.codePointCount(0, text.length()) > MAX_TEXT) {
            throw wrong(place, "at most %d characters long".formatted(MAX_TEXT));
        }
        return text;
    }

    /** Without trailing zeros or an exponent, so that a number read from the store equals the one that was put there. */
    private static BigDecimal number(String place, Object value) {
        if (!(value instanceof Number number)) {
            throw wrong(place, "a number");
        }
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        if (exact.precision() - exact.scale() > 309 || exact.scale() > 400) {
            throw wrong(place, "a number between -1e308 and 1e308 of at most 400 decimals");
        }
        BigDecimal stripped = exact.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Boolean bool(String place, Object value) {
        if (!(value instanceof Boolean bool)) {
            throw wrong(place, "true or false");
        }
        return bool;
    }

    private static String date(String place, Object value) {
        try {
            if (value instanceof String text && text.length() == DATE_LENGTH) {
                LocalDate date = LocalDate.parse(text);
                if (date.getYear() >= 1) {
                    return text;
                }
            }
        } catch (DateTimeException e) {
            // Refused below, with the others.
        }
        throw wrong(place, "a date, such as 2026-04-20");
    }

    private static String option(List<String> options, String place, Object value) {
        if (value instanceof String text && options.contains(text)) {
            return text;
        }
        throw wrong(place, "one of " + String.join(", ", options.subList(0, Math.min(20, options.size()))));
    }

    private static List<String> choices(List<String> options, String place, Object value) {
        if (!(value instanceof List<?> list)) {
            throw wrong(place, "an array of strings");
        }
        Set<String> seen = new HashSet<>();
        List<String> chosen = new ArrayList<>(list.size());
        for (Object element : list) {
            String at = "%s[%d]".formatted(place, chosen.size());
            String option = option(options, at, element);
            if (!seen.add(option)) {
                throw Failure.invalid(at, "%s is there twice".formatted(at));
            }
            chosen.add(option);
        }
        return List.copyOf(chosen);
    }

    private static Refusal wrong(String place, String what) {
        return Failure.invalid(place, "%s must be %s".formatted(place, what));
    }
}
