package io.roster.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Times as the API writes them, {@code 2026-04-20T14:32:11.123Z}: UTC, with three decimals or, when they are zero, none.
 * Years 1 to 9999.
 */
public final class Instants {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int DATE_LENGTH = "2026-04-20".length();
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT)
            .withChronology(IsoChronology.INSTANCE);

    private Instants() {}

    /** The text for {@code at}, cut to milliseconds. */
    public static String format(Instant at) {
        long millis = at.toEpochMilli();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new IllegalArgumentException("not a year of the API's: " + at);
        }
        int time = (int) Math.floorMod(millis, DAY_MILLIS);
        int fraction = time % 1000;
        char[] text = new char[fraction == 0 ? 20 : 24];
        digits(text, 0, 4, date.getYear());
        text[4] = '-';
        digits(text, 5, 2, date.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, date.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, time / 3_600_000);
        text[13] = ':';
        digits(text, 14, 2, time / 60_000 % 60);
        text[16] = ':';
        digits(text, 17, 2, time / 1000 % 60);
        if (fraction != 0) {
            text[19] = '.';
            digits(text, 20, 3, fraction);
        }
        text[text.length - 1] = 'Z';
        return new String(text);
    }

    private static void digits(char[] text, int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * The time that {@code text} spells: a date and time with any offset, or a date alone, which is midnight UTC; what is
     * finer than milliseconds is cut off. Empty when it is not such a text, or outside the years 1 to 9999.
     */
    public static Optional<Instant> parse(String text) {
        try {
            Instant at = text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
            int year = at.atOffset(ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 ? Optional.empty() : Optional.of(at.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
