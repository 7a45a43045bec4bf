package io.roster.access;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.util.Optional;
import java.util.UUID;

/** The SQL of shared rate limits. Times are microseconds since 1970. */
final class BucketStore {
    /** When the bucket is full again after a token was taken; empty when there was none to take. */
    Optional<Long> take(Tx tx, UUID keyId, long now, long price, long period) {
        return tx.sql("""
                        insert into rate_limit_bucket as b (key_id, full_at) values (?, ?)
                        on conflict (key_id) do update set full_at = greatest(b.full_at, ?) + ?
                        where greatest(b.full_at, ?) + ? <= ?
                        returning full_at
                        """)
                .bind(keyId)
                .bind(now + price)
                .bind(now)
                .bind(price)
                .bind(now)
                .bind(price)
                .bind(now + period)
                .optional(Row::bigint);
    }

    Optional<Long> fullAt(Tx tx, UUID keyId) {
        return tx.sql("select full_at from rate_limit_bucket where key_id = ?")
                .bind(keyId)
                .optional(Row::bigint);
    }
}
