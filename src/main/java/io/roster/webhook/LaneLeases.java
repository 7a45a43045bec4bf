package io.roster.webhook;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Which server sends for which webhook: a lane is leased to one of them, who renews the lease while it lives. The database's
 * clock decides, for those of the servers may differ.
 */
final class LaneLeases {
    /** A webhook whose deliveries one server sends, in their order. */
    record Claim(UUID workspaceId, UUID webhookId) {}

    private final UUID owner;
    private final Duration lease;

    LaneLeases(UUID owner, Duration lease) {
        this.owner = owner;
        this.lease = lease;
    }

    /** The active webhooks that have something to send, but those that another server sends for. The index is jumped along, a step for each webhook. */
    List<Claim> waiting(Tx tx, Instant now) {
        return tx.sql("""
                with recursive pending (webhook_id, workspace_id, next_at) as (
                    (select webhook_id, workspace_id, next_at from webhook_delivery
                        where status = 'pending' order by webhook_id, next_at limit 1)
                    union all
                    select n.webhook_id, n.workspace_id, n.next_at from pending p cross join lateral
                        (select webhook_id, workspace_id, next_at from webhook_delivery
                        where status = 'pending' and webhook_id > p.webhook_id
                        order by webhook_id, next_at limit 1) n)
                select p.workspace_id, p.webhook_id from pending p
                join webhook w on w.workspace_id = p.workspace_id and w.id = p.webhook_id and w.status = 'active'
                left join webhook_lane l on l.webhook_id = p.webhook_id
                where p.next_at <= ? and (l.owner is null or l.owner = ? or l.leased_until < now())
                order by p.webhook_id
                """).bind(now).bind(owner).list(LaneLeases::read);
    }

    /** Those of {@code wanted}, which are in the order of their ids, that nobody else has. */
    List<Claim> claim(Tx tx, List<Claim> wanted) {
        return tx.sql("""
                insert into webhook_lane (workspace_id, webhook_id, owner, leased_until)
                select w.workspace_id, w.webhook_id, ?, now() + ? * interval '1 millisecond'
                from unnest(?::uuid[], ?::uuid[]) as w(workspace_id, webhook_id)
                on conflict (webhook_id) do update
                set owner = excluded.owner, leased_until = excluded.leased_until
                where webhook_lane.leased_until < now() or webhook_lane.owner = excluded.owner
                returning workspace_id, webhook_id
                """)
                .bind(owner)
                .bind(lease.toMillis())
                .array("uuid", wanted, Claim::workspaceId)
                .array("uuid", wanted, Claim::webhookId)
                .list(LaneLeases::read);
    }

    /** Renews the leases of {@code webhooks}; returns those that are still held. */
    Set<UUID> renew(Tx tx, Collection<UUID> webhooks) {
        return Set.copyOf(tx.sql("""
                update webhook_lane set leased_until = now() + ? * interval '1 millisecond'
                where owner = ? and webhook_id = any(?) returning webhook_id
                """)
                .bind(lease.toMillis())
                .bind(owner)
                .array("uuid", webhooks)
                .list(Row::uuid));
    }

    void release(Tx tx, UUID webhookId) {
        tx.sql("delete from webhook_lane where owner = ? and webhook_id = ?")
                .bind(owner)
                .bind(webhookId)
                .update();
    }

    private static Claim read(Row row) throws SQLException {
        return new Claim(row.uuid(), row.uuid());
    }
}
