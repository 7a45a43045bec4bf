package io.roster.access;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a key may call: {@code 100/s}, {@code 600/m}, or {@code off}. At most a million in either. */
public sealed interface RateLimit {
    /** As it is written in the API and in the configuration. */
    String text();

    /** No limit. */
    record Off() implements RateLimit {
        @Override
        public String text() {
            return "off";
        }
    }

    /** So many requests in a second or in a minute. */
    record Per(int requests, Duration period) implements RateLimit {
        @Override
        public String text() {
            return requests + (period.equals(SECOND) ? "/s" : "/m");
        }
    }

    Duration SECOND = Duration.ofSeconds(1);
    Duration MINUTE = Duration.ofMinutes(1);
    Pattern PER = Pattern.compile("([1-9][0-9]{0,5}|1000000)/([sm])");

    static Optional<RateLimit> parse(String text) {
        if (text.equals("off")) {
            return Optional.of(new Off());
        }
        Matcher per = PER.matcher(text);
        return per.matches()
                ? Optional.of(
                        new Per(Integer.parseInt(per.group(1)), per.group(2).equals("s") ? SECOND : MINUTE))
                : Optional.empty();
    }
}
