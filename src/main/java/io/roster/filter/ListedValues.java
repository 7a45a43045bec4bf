package io.roster.filter;

import io.roster.failure.Failure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Values from a query string, where all is text: each is read as the field's type wants it. */
public final class ListedValues {
    private ListedValues() {}

    /** The filter that a field has any of the values between commas, or refused with {@code place}. */
    public static Filter anyOf(FilterField field, String place, String written) {
        Place at = new Place(place);
        List<Object> values = new ArrayList<>();
        for (String part : written.split(",", -1)) {
            String text = part.strip();
            if (text.isEmpty()) {
                throw at.refusal("%s has an empty value".formatted(place));
            }
            values.add(FilterValue.read(field, at, plain(field, place, text), true, true));
        }
        return new Filter.Test(field, Operator.IN, values);
    }

    private static Object plain(FilterField field, String place, String text) {
        return switch (field.type()) {
            case NUMBER -> number(place, text);
            case BOOLEAN -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : text;
            case TEXT, TIME, DATE, ID, TEXTS, CHOICES -> text;
        };
    }

    private static BigDecimal number(String place, String text) {
        try {
            if (text.length() <= 400) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw Failure.invalid(place, "%s must be a number".formatted(place));
    }
}
