package io.roster.webhook;

import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of deliveries: the queue of each webhook, and the record of what was sent. */
final class DeliveryStore {
    private static final String COLUMNS = """
            d.id, d.event_id, d.contact_id, d.type, d.payload, d.status, d.attempts, d.next_at, d.created_at,
            d.attempted_at, d.response_status, d.latency_ms, d.response_body, d.error
            """;

    /**
     * Has the rest of the transaction find rows by the indexes made for that, one by one. Of a queue that fills and empties
     * within seconds the planner knows next to nothing, and keeps plans from when it was empty: it would go through all of
     * it for each batch.
     */
    static void findByIndex(Tx tx) {
        tx.sql("""
                select set_config(name, 'off', true) from unnest(
                    array['enable_sort', 'enable_hashjoin', 'enable_mergejoin', 'enable_material']) as name
                union all select set_config('plan_cache_mode', 'force_custom_plan', true)
                """).run();
    }

    /**
     * Up to {@code limit} deliveries whose time has come and that are the first of their contact, but none of
     * {@code busy} contacts.
     */
    List<Delivery> due(Tx tx, UUID workspaceId, UUID webhookId, Instant now, Collection<UUID> busy, int limit) {
        return tx.sql("select " + COLUMNS + """
                from webhook_delivery d
                where d.workspace_id = ? and d.webhook_id = ? and d.status = 'pending' and d.next_at <= ?
                and d.contact_id <> all(?)
                and d.id = (select e.id from webhook_delivery e
                    where e.workspace_id = d.workspace_id and e.webhook_id = d.webhook_id
                    and e.contact_id = d.contact_id and e.status = 'pending'
                    order by e.position, e.id limit 1)
                order by d.next_at, d.position, d.id limit ?
                """)
                .bind(workspaceId)
                .bind(webhookId)
                .bind(now)
                .array("uuid", busy)
                .bind(limit)
                .list(DeliveryStore::read);
    }

    /** The first of each contact that is still to be sent. */
    List<Delivery> next(Tx tx, UUID workspaceId, UUID webhookId, Collection<UUID> contacts) {
        return tx.sql("select " + COLUMNS + """
                from unnest(?::uuid[]) as c (id) cross join lateral (
                    select * from webhook_delivery
                    where workspace_id = ? and webhook_id = ? and contact_id = c.id and status = 'pending'
                    order by position, id limit 1) as d
                """)
                .array("uuid", contacts)
                .bind(workspaceId)
                .bind(webhookId)
                .list(DeliveryStore::read);
    }

    /**
     * Notes what was taken, which counts as delivered even if another server has given it up meanwhile. To ask for what is
     * pending would bring in the index of that, and all of the queue with it.
     */
    void delivered(Tx tx, UUID workspaceId, Instant at, List<Attempts.Success> successes) {
        List<Receipt> receipts =
                successes.stream().map(Attempts.Success::receipt).toList();
        tx.sql("""
                update webhook_delivery d
                set status = 'delivered', attempts = attempts + 1, attempted_at = ?, response_status = s.status,
                    latency_ms = s.latency, response_body = s.body, error = s.error
                from unnest(?::uuid[], ?::int[], ?::int[], ?::text[], ?::text[]) as s (id, status, latency, body, error)
                where d.workspace_id = ? and d.id = s.id and d.status <> 'delivered'
                """)
                .bind(at)
                .array("uuid", successes, success -> success.delivery().id())
                .array("int4", receipts, Receipt::status)
                .array("int4", receipts, Receipt::latencyMillis)
                .array("text", receipts, Receipt::body)
                .array("text", receipts, Receipt::error)
                .bind(workspaceId)
                .update();
    }

    void failed(Tx tx, UUID workspaceId, UUID id, Instant at, Receipt receipt) {
        attempted(tx, "status = 'failed'", List.of(), at, receipt, workspaceId, id);
    }

    /** Puts a delivery off; those of the same contact that come after it need not be looked at before. */
    void putOff(Tx tx, UUID workspaceId, UUID webhookId, Delivery delivery, Instant at, Receipt receipt, Instant next) {
        attempted(tx, "next_at = ?", List.of(next), at, receipt, workspaceId, delivery.id());
        tx.sql("""
                update webhook_delivery set next_at = ?
                where workspace_id = ? and webhook_id = ? and contact_id = ? and status = 'pending' and next_at < ?
                """)
                .bind(next)
                .bind(workspaceId)
                .bind(webhookId)
                .bind(delivery.contactId())
                .bind(next)
                .update();
    }

    private static void attempted(
            Tx tx, String change, List<Object> values, Instant at, Receipt receipt, UUID workspaceId, UUID id) {
        Sql sql = tx.sql("update webhook_delivery set " + change + """
                , attempts = attempts + 1, attempted_at = ?, response_status = ?, latency_ms = ?, response_body = ?,
                error = ?
                where workspace_id = ? and id = ? and status = 'pending'
                """);
        sql.bindAll(values)
                .bind(at)
                .bind(receipt.status())
                .bind(receipt.latencyMillis())
                .bind(receipt.body())
                .bind(receipt.error())
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    List<Delivery> page(
            Tx tx,
            UUID workspaceId,
            UUID webhookId,
            Delivery.@Nullable Status status,
            @Nullable UUID before,
            int limit) {
        String wanted = status == null ? null : status.wire();
        return tx.sql("select " + COLUMNS + """
                from webhook_delivery d
                where d.workspace_id = ? and d.webhook_id = ? and (?::text is null or d.status = ?)
                and (?::uuid is null or d.id < ?)
                order by d.id desc limit ?
                """)
                .bind(workspaceId)
                .bind(webhookId)
                .bind(wanted)
                .bind(wanted)
                .bind(before)
                .bind(before)
                .bind(limit)
                .list(DeliveryStore::read);
    }

    long count(Tx tx, UUID workspaceId, UUID webhookId, Delivery.@Nullable Status status) {
        String wanted = status == null ? null : status.wire();
        return tx.sql("""
                select count(*) from webhook_delivery
                where workspace_id = ? and webhook_id = ? and (?::text is null or status = ?)
                """)
                .bind(workspaceId)
                .bind(webhookId)
                .bind(wanted)
                .bind(wanted)
                .one(Row::bigint);
    }

    Optional<Delivery> find(Tx tx, UUID workspaceId, UUID webhookId, UUID id) {
        return tx.sql("select " + COLUMNS
                        + " from webhook_delivery d where d.workspace_id = ? and d.webhook_id = ? and d.id = ?")
                .bind(workspaceId)
                .bind(webhookId)
                .bind(id)
                .optional(DeliveryStore::read);
    }

    /** A delivery that is none of a contact's, such as a test: the webhook itself stands for the contact. */
    void insert(Tx tx, UUID workspaceId, UUID webhookId, Delivery delivery) {
        tx.sql("""
                insert into webhook_delivery (workspace_id, id, webhook_id, position, event_id, contact_id, type, payload,
                    status, attempts, next_at, created_at)
                values (?, ?, ?, 0, ?, ?, ?, ?, ?, 0, ?, ?)
                """)
                .bind(workspaceId)
                .bind(delivery.id())
                .bind(webhookId)
                .bind(delivery.eventId())
                .bind(delivery.contactId())
                .bind(delivery.type())
                .bind(delivery.payload())
                .bind(delivery.status().wire())
                .bind(delivery.nextAt())
                .bind(delivery.createdAt())
                .update();
    }

    /** Sends one again, by a schedule that begins anew. */
    void again(Tx tx, UUID workspaceId, UUID webhookId, UUID id, Instant now) {
        tx.sql("""
                update webhook_delivery set status = 'pending', attempts = 0, next_at = ?
                where workspace_id = ? and webhook_id = ? and id = ?
                """).bind(now).bind(workspaceId).bind(webhookId).bind(id).update();
    }

    /** Sends all since then again, delivered or not; tells how many. */
    int againSince(Tx tx, UUID workspaceId, UUID webhookId, Instant since, Instant now) {
        return tx.sql("""
                update webhook_delivery set status = 'pending', attempts = 0, next_at = ?
                where workspace_id = ? and webhook_id = ? and created_at >= ?
                """)
                .bind(now)
                .bind(workspaceId)
                .bind(webhookId)
                .bind(since)
                .update();
    }

    /** What waits for its next attempt is due now. */
    void hurry(Tx tx, UUID workspaceId, UUID webhookId, Instant now) {
        tx.sql("""
                update webhook_delivery set next_at = ?
                where workspace_id = ? and webhook_id = ? and status = 'pending' and next_at > ?
                """).bind(now).bind(workspaceId).bind(webhookId).bind(now).update();
    }

    void deleteAll(Tx tx, UUID workspaceId, UUID webhookId) {
        tx.sql("delete from webhook_delivery where workspace_id = ? and webhook_id = ?")
                .bind(workspaceId)
                .bind(webhookId)
                .update();
    }

    private static Delivery read(Row row) throws SQLException {
        return new Delivery(
                row.uuid(),
                row.uuid(),
                row.uuid(),
                row.text(),
                row.text(),
                Delivery.Status.of(row.text()),
                row.integer(),
                row.instant(),
                row.instant(),
                attempt(row));
    }

    private static Delivery.@Nullable Attempt attempt(Row row) throws SQLException {
        Instant at = row.instantOrNull();
        Integer status = row.integerOrNull();
        Integer latency = row.integerOrNull();
        String body = row.textOrNull();
        String error = row.textOrNull();
        return at == null || latency == null ? null : new Delivery.Attempt(at, status, latency, body, error);
    }
}
