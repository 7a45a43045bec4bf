package io.roster.access;

import java.util.UUID;

/** Where the token buckets of keys are kept. */
sealed interface Buckets permits LocalBuckets, SharedBuckets {
    /** Takes one token from the bucket of the key, if it has one. */
    Allowance take(UUID keyId, RateLimit.Per limit);
}
