package io.roster.api.http;

import io.roster.access.Allowance;
import java.time.Duration;

/** Tells a caller how much of its rate limit is left. */
final class RateLimitHeaders {
    private RateLimitHeaders() {}

    static Reply on(Reply reply, Allowance allowance) {
        return reply.with("RateLimit-Limit", Long.toString(allowance.limit()))
                .with("RateLimit-Remaining", Long.toString(allowance.remaining()))
                .with("RateLimit-Reset", Long.toString(wholeSeconds(allowance.untilFull())));
    }

    private static long wholeSeconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }
}
