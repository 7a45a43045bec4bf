package io.roster.search;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import java.util.Locale;

/** A span of the calendar in UTC. A week begins on Monday. */
public enum CalendarInterval {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    QUARTER(IsoFields.QUARTER_YEARS),
    YEAR(ChronoUnit.YEARS);

    private final TemporalUnit unit;

    CalendarInterval(TemporalUnit unit) {
        this.unit = unit;
    }

    /** As it is written in the API, and as PostgreSQL calls it: {@code quarter}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the span began that {@code at} is in. */
    public Instant start(Instant at) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        OffsetDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        OffsetDateTime start = switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> day.withDayOfYear(1);
        };
        return start.toInstant();
    }

    /** When the span after the one that begins at {@code start} begins. */
    public Instant next(Instant start) {
        return start.atOffset(ZoneOffset.UTC).plus(1, unit).toInstant();
    }
}
