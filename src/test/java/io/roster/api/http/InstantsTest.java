package io.roster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-04-20T14:32:11.123Z, 2026-04-20T14:32:11.123Z",
        "2026-04-01T10:00:00Z, 2026-04-01T10:00:00Z",
        "2026-04-01T10:00:00.5Z, 2026-04-01T10:00:00.500Z",
        "2026-04-01T10:00:00.0009Z, 2026-04-01T10:00:00Z",
        "2026-04-01T10:00Z, 2026-04-01T10:00:00Z",
        "2026-04-01t10:00:00z, 2026-04-01T10:00:00Z",
        "2026-04-01T10:00:00+02:00, 2026-04-01T08:00:00Z",
        "2026-04-01T10:00:00-0530, 2026-04-01T15:30:00Z",
        "2026-04-01T10:00:00+02, 2026-04-01T08:00:00Z",
        "2026-04-01, 2026-04-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z"
    })
    void aTimeIsReadAndWritten(String in, String out) {
        assertThat(Instants.parse(in).map(Instants::format)).hasValue(out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-04-01T10:00:00",
                "2026-13-01",
                "2026-02-29",
                "2026-04-01T25:00:00Z",
                "2026-04-01T10:00:60Z",
                "+10000-01-01T00:00:00Z",
                "0000-12-31",
                "-001-01-01",
                "0001-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "2026-04-01 10:00:00Z",
                "2026-04-01T10:00:00+19:00",
                "2026-04-01T24:00:00Z",
                "２０２６-04-01",
                "1775037600"
            })
    void anythingElseIsNoTime(String text) {
        assertThat(Instants.parse(text)).isEmpty();
    }

    @Test
    void everyMillisecondSurvivesTheWayThereAndBack() {
        Random random = new Random(7);
        long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        for (int i = 0; i < 20_000; i++) {
            Instant at = Instant.ofEpochMilli(random.nextLong(first, last + 1));
            String text = Instants.format(at);
            assertThat(Instant.parse(text)).isEqualTo(at);
            assertThat(Instants.parse(text)).hasValue(at);
        }
    }

    @Test
    void aYearOutsideTheRangeIsADefect() {
        assertThatThrownBy(() -> Instants.format(Instant.MAX)).isInstanceOf(RuntimeException.class);
    }
}
