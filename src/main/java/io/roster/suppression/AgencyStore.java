package io.roster.suppression;

import io.roster.contact.VerificationStatus;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The agency assignment table, and what is read beside it: all of it stands apart from the workspaces' own tables. */
final class AgencyStore {
    /**
     * What all workspaces together know of an address.
     *
     * @param isAgency whether the asking workspace's account has one owner an address
     * @param owner that owner; null when there is none
     */
    record Known(
            AddressHash hash,
            VerificationStatus verification,
            @Nullable String suppressionReason,
            @Nullable Instant suppressedAt,
            boolean isAgency,
            @Nullable UUID owner) {}

    /** Of an account that is no agency's, only the addresses of which something is known. */
    List<Known> known(Tx tx, UUID workspaceId, Collection<AddressHash> hashes) {
        return tx.sql("""
                        select given.hash, coalesce(g.verification_status, 'unverified'), g.suppression_reason,
                            g.suppressed_at, a.agency_mode, s.workspace_id
                        from unnest(?::bytea[]) as given (hash)
                        join workspace w on w.id = ?
                        join account a on a.id = w.account_id
                        left join global_contact g on g.hash = given.hash
                        left join agency_assignment s
                            on s.account_id = a.id and s.hash = given.hash and a.agency_mode
                        where g.hash is not null or a.agency_mode
                        """)
                .array("bytea", hashes, AddressHash::bytes)
                .bind(workspaceId)
                .plannedForMany(hashes.size())
                .list(AgencyStore::read);
    }

    /** Makes the workspace the owner of those that have none, and tells how many; in one order, so that none deadlock. */
    int claim(Tx tx, UUID workspaceId, Collection<AddressHash> hashes, Instant now) {
        return tx.sql("""
                        insert into agency_assignment (account_id, hash, workspace_id, assigned_at)
                        select w.account_id, given.hash, w.id, ?::timestamptz
                        from unnest(?::bytea[]) as given (hash) join workspace w on w.id = ?
                        order by given.hash
                        on conflict (account_id, hash) do nothing
                        """)
                .bind(now)
                .array("bytea", hashes, AddressHash::bytes)
                .bind(workspaceId)
                .update();
    }

    void release(Tx tx, UUID workspaceId, AddressHash hash) {
        tx.sql("""
                delete from agency_assignment s using workspace w
                where w.id = ? and s.account_id = w.account_id and s.hash = ? and s.workspace_id = w.id
                """).bind(workspaceId).bind(hash.bytes()).update();
    }

    /** Empty when there is no such workspace. */
    Optional<UUID> assign(Tx tx, UUID workspaceId, AddressHash hash, Instant now) {
        return tx.sql("""
                        insert into agency_assignment (account_id, hash, workspace_id, assigned_at)
                        select account_id, ?::bytea, id, ?::timestamptz from workspace where id = ?
                        on conflict (account_id, hash) do update set
                            workspace_id = excluded.workspace_id, assigned_at = excluded.assigned_at
                        returning account_id
                        """).bind(hash.bytes()).bind(now).bind(workspaceId).optional(Row::uuid);
    }

    private static Known read(Row row) throws SQLException {
        return new Known(
                new AddressHash(row.bytes()),
                VerificationStatus.of(row.text()),
                row.textOrNull(),
                row.instantOrNull(),
                row.bool(),
                row.uuidOrNull());
    }
}
