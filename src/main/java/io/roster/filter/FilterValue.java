package io.roster.filter;

import io.roster.company.Domain;
import io.roster.contact.Seniority;
import io.roster.id.IdKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** One value that a field is compared with, from what was written: of the field's type, in its stored form. */
final class FilterValue {
    private static final int DATE_LENGTH = 10;
    private static final int MAX_TEXT = 4_096;
    private static final List<String> SENIORITIES =
            Arrays.stream(Seniority.values()).map(Seniority::wire).toList();

    private FilterValue() {}

    /**
     * The value, or refused with its place.
     *
     * @param whole whether it is compared with a whole value of the field, and not with a part of one
     * @param strict whether it must be one that the field can have; what is stored was checked when it was written
     */
    static Object read(FilterField field, Place place, Object written, boolean whole, boolean strict) {
        return switch (field.type()) {
            case TEXT, TEXTS, CHOICES -> {
                String text = text(place, written);
                yield whole ? stored(field, place, text, strict) : text;
            }
            case NUMBER -> number(place, written);
            case BOOLEAN -> {
                if (!(written instanceof Boolean bool)) {
                    throw place.must("true or false");
                }
                yield bool;
            }
            case TIME -> time(place, written);
            case DATE -> date(place, written);
            case ID -> id(field, place, written);
        };
    }

    static String text(Place place, Object written) {
        if (!(written instanceof String text)) {
            throw place.must("a string");
        }
        if (text.length() > MAX_TEXT) {
            throw place.must("at most %d characters long".formatted(MAX_TEXT));
        }
        return text;
    }

    private static Object stored(FilterField field, Place place, String text, boolean strict) {
        if (field instanceof CustomTerm term) {
            List<String> options = term.field().options();
            return strict && !options.isEmpty() ? oneOf(place, text, options) : text;
        }
        if (!(field instanceof ContactField known)) {
            return text;
        }
        return switch (known) {
            case EMAIL -> email(text);
            case COUNTRY -> text.toUpperCase(Locale.ROOT);
            case ICP_TIER -> oneOf(place, text, List.of("A", "B", "C", "D"));
            case GRADE -> oneOf(place, text, List.of("A", "B", "C", "D", "F"));
            case SENIORITY -> oneOf(place, text, SENIORITIES);
            case VERIFICATION_STATUS ->
                oneOf(place, text, List.of("unverified", "valid", "risky", "invalid", "unknown"));
            default -> text;
        };
    }

    private static String oneOf(Place place, String text, List<String> all) {
        if (!all.contains(text)) {
            throw place.must("one of " + String.join(", ", all.subList(0, Math.min(20, all.size()))));
        }
        return text;
    }

    /** In the form that addresses are stored in; what is no address is nobody's. */
    private static String email(String text) {
        int at = text.lastIndexOf('@');
        return text.substring(0, at + 1).toLowerCase(Locale.ROOT) + Domain.ascii(text.substring(at + 1));
    }

    private static BigDecimal number(Place place, Object written) {
        if (!(written instanceof Number number)) {
            throw place.must("a number");
        }
        BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
        if (exact.precision() - exact.scale() > 309 || exact.scale() > 400) {
            throw place.must("a number between -1e308 and 1e308 of at most 400 decimals");
        }
        return exact;
    }

    /** With any offset, or a date alone, which is midnight UTC; in milliseconds, as all times are stored. */
    private static Instant time(Place place, Object written) {
        try {
            if (written instanceof String text) {
                Instant at = text.length() == DATE_LENGTH
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                .toInstant();
                int year = at.atOffset(ZoneOffset.UTC).getYear();
                if (year >= 1 && year <= 9999) {
                    return at.truncatedTo(ChronoUnit.MILLIS);
                }
            }
        } catch (DateTimeException e) {
            // Refused below, with the others.
        }
        throw place.must("a date, or a time with its offset, in ISO 8601: 2026-04-20T14:32:11.123Z");
    }

    private static String date(Place place, Object written) {
        try {
            if (written instanceof String text
                    && text.length() == DATE_LENGTH
                    && LocalDate.parse(text).getYear() >= 1) {
                return text;
            }
        } catch (DateTimeException e) {
            // Refused below, with the others.
        }
        throw place.must("a date, such as 2026-04-20");
    }

    private static UUID id(FilterField field, Place place, Object written) {
        IdKind kind = field == ContactField.COMPANY_ID
                ? IdKind.COMPANY
                : field == ContactField.ID ? IdKind.CONTACT : IdKind.WORKSPACE;
        Optional<UUID> id = written instanceof String text ? kind.parse(text) : Optional.empty();
        return id.orElseThrow(() -> place.must("an id that begins with %s".formatted(kind.prefix())));
    }
}
