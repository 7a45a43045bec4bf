package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
    @Test
    void whatIsReadIsWrittenTheSame() {
        for (String text : List.of("1/s", "100/s", "600/m", "1000000/m", "off")) {
            assertThat(RateLimit.parse(text).orElseThrow().text()).isEqualTo(text);
        }
        assertThat(RateLimit.parse("90/m")).contains(new RateLimit.Per(90, RateLimit.MINUTE));
        assertThat(RateLimit.parse("90/s")).contains(new RateLimit.Per(90, RateLimit.SECOND));
    }

    @Test
    void anythingElseIsRefused() {
        for (String text : List.of(
                "",
                "0/s",
                "-1/s",
                "01/s",
                "1/h",
                "1",
                "/s",
                "1.5/s",
                "1000001/s",
                "99999999999/s",
                "OFF",
                " 1/s",
                "1/s ",
                "1/s\n",
                "٣/s")) {
            assertThat(RateLimit.parse(text)).as(text).isEmpty();
        }
    }
}
