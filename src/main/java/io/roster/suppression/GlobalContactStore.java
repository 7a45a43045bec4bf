package io.roster.suppression;

import io.roster.access.Window;
import io.roster.contact.VerificationStatus;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The global contact table. */
final class GlobalContactStore {
    private static final String SUPPRESSION = "suppression_id, suppressed_email, suppression_reason, suppressed_at";

    /** False when the address is suppressed already. */
    boolean suppress(Tx tx, AddressHash hash, GlobalSuppression suppression) {
        return tx.sql("""
                        insert into global_contact as g
                            (hash, verification_status, suppression_id, suppressed_email, suppression_reason,
                             suppressed_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (hash) do update set
                            suppression_id = excluded.suppression_id,
                            suppressed_email = excluded.suppressed_email,
                            suppression_reason = excluded.suppression_reason,
                            suppressed_at = excluded.suppressed_at,
                            updated_at = excluded.updated_at
                        where g.suppression_id is null
                        """)
                        .bind(hash.bytes())
                        .bind(VerificationStatus.UNVERIFIED.wire())
                        .bind(suppression.id())
                        .bind(suppression.email())
                        .bind(suppression.reason())
                        .bind(suppression.createdAt())
                        .bind(suppression.createdAt())
                        .update()
                == 1;
    }

    Optional<GlobalSuppression> suppression(Tx tx, AddressHash hash) {
        return tx.sql("select " + SUPPRESSION + " from global_contact where hash = ? and suppression_id is not null")
                .bind(hash.bytes())
                .optional(GlobalContactStore::read);
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<GlobalSuppression> suppressions(Tx tx, Window window) {
        return tx.sql("select " + SUPPRESSION + """
                         from global_contact
                        where suppression_id is not null and (?::uuid is null or suppression_id < ?)
                        order by suppression_id desc limit ?
                        """)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(GlobalContactStore::read);
    }

    long countSuppressions(Tx tx) {
        return tx.sql("select count(*) from global_contact where suppression_id is not null")
                .one(Row::bigint);
    }

    Optional<GlobalSuppression> lockSuppression(Tx tx, UUID id) {
        return tx.sql("select " + SUPPRESSION + " from global_contact where suppression_id = ? for update")
                .bind(id)
                .optional(GlobalContactStore::read);
    }

    void lift(Tx tx, UUID id, Instant now) {
        tx.sql("""
                update global_contact set suppression_id = null, suppressed_email = null, suppression_reason = null,
                    suppressed_at = null, updated_at = ?
                where suppression_id = ?
                """).bind(now).bind(id).update();
    }

    void verified(Tx tx, AddressHash hash, VerificationStatus status, Instant now) {
        tx.sql("""
                insert into global_contact (hash, verification_status, updated_at) values (?, ?, ?)
                on conflict (hash) do update set
                    verification_status = excluded.verification_status, updated_at = excluded.updated_at
                """).bind(hash.bytes()).bind(status.wire()).bind(now).update();
    }

    /** The same of many, given in their order, so that none deadlock. */
    void verified(Tx tx, List<AddressHash> hashes, VerificationStatus status, Instant now) {
        tx.sql("""
                        insert into global_contact (hash, verification_status, updated_at)
                        select given.hash, ?, ?::timestamptz from unnest(?::bytea[]) as given (hash) order by given.hash
                        on conflict (hash) do update set
                            verification_status = excluded.verification_status, updated_at = excluded.updated_at
                        """)
                .bind(status.wire())
                .bind(now)
                .array("bytea", hashes, AddressHash::bytes)
                .update();
    }

    int forget(Tx tx, AddressHash hash, Instant now) {
        int deleted = tx.sql("delete from global_contact where hash = ? and suppression_id is null")
                .bind(hash.bytes())
                .update();
        int blanked = tx.sql("""
                update global_contact set verification_status = ?, suppressed_email = null, updated_at = ?
                where hash = ?
                """)
                .bind(VerificationStatus.UNVERIFIED.wire())
                .bind(now)
                .bind(hash.bytes())
                .update();
        return deleted + blanked;
    }

    private static GlobalSuppression read(Row row) throws SQLException {
        return new GlobalSuppression(row.uuid(), row.textOrNull(), row.textOrNull(), row.instant());
    }
}
