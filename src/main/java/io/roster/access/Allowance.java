package io.roster.access;

import java.time.Duration;

/**
 * What a key's bucket said of one request.
 *
 * @param granted whether there was a token left for it
 * @param limit how many the bucket holds
 * @param remaining how many are left
 * @param untilFull until the bucket is full again, if nobody takes from it
 * @param untilNext until there is a token again; nothing when one was granted
 */
public record Allowance(boolean granted, long limit, long remaining, Duration untilFull, Duration untilNext) {}
