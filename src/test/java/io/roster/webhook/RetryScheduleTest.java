package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private static final List<Duration> PLANNED = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final RetrySchedule schedule = RetrySchedule.standard(new Random(7));

    @Test
    void thereAreNineRetriesWithALittleJitterAndThenNoMore() {
        for (int attempt = 1; attempt <= PLANNED.size(); attempt++) {
            Duration planned = PLANNED.get(attempt - 1);
            assertThat(schedule.after(attempt, null).orElseThrow())
                    .isBetween(planned, planned.plus(planned.dividedBy(10)));
        }
        assertThat(schedule.after(10, null)).isEmpty();
        assertThat(schedule.after(10, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void theReceiversWishIsHeededUpToTwiceThePlannedWait() {
        assertThat(schedule.after(2, Duration.ofMinutes(8))).contains(Duration.ofMinutes(8));
        assertThat(schedule.after(2, Duration.ofDays(8))).contains(Duration.ofMinutes(10));
        assertThat(schedule.after(2, Duration.ofSeconds(1)).orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theWishIsSecondsOrADate() {
        Instant now = Instant.parse("2026-04-20T14:32:11Z");
        assertThat(RetryAfter.parse(" 120 ", now)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Mon, 20 Apr 2026 14:33:11 GMT", now)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Mon, 20 Apr 2026 14:31:11 GMT", now)).isEmpty();
        assertThat(RetryAfter.parse("soon", now)).isEmpty();
        assertThat(RetryAfter.parse("-5", now)).isEmpty();
        assertThat(RetryAfter.parse("99999999999999999999", now)).isEmpty();
    }
}
