package io.roster.webhook;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of webhooks. */
final class WebhookStore {
    private static final String COLUMNS = "id, url, events, description, status, created_at";

    /**
     * What it takes to send for a webhook.
     *
     * @param secrets that are in force
     */
    record Target(String url, Webhook.Status status, List<byte[]> secrets) {
        Target {
            secrets = List.copyOf(secrets);
        }
    }

    List<Webhook> page(Tx tx, UUID workspaceId, @Nullable UUID before, int limit) {
        return tx.sql("select " + COLUMNS + """
                 from webhook where workspace_id = ? and (?::uuid is null or id < ?) order by id desc limit ?
                """)
                .bind(workspaceId)
                .bind(before)
                .bind(before)
                .bind(limit)
                .list(WebhookStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from webhook where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    Optional<Webhook> find(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql("select " + COLUMNS + " from webhook where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .optional(WebhookStore::read);
    }

    Optional<Webhook> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql("select " + COLUMNS + " from webhook where workspace_id = ? and id = ? for update")
                .bind(workspaceId)
                .bind(id)
                .optional(WebhookStore::read);
    }

    void insert(Tx tx, UUID workspaceId, Webhook webhook, byte[] secret) {
        tx.sql("""
                insert into webhook (workspace_id, id, url, events, description, status, secret, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .bind(workspaceId)
                .bind(webhook.id())
                .bind(webhook.url())
                .array("text", webhook.events())
                .bind(webhook.description())
                .bind(webhook.status().wire())
                .bind(secret)
                .bind(webhook.createdAt())
                .update();
    }

    /** Writes what may change of a webhook; one that is made active starts with a clean record. */
    void update(Tx tx, UUID workspaceId, Webhook webhook) {
        tx.sql("""
                update webhook set url = ?, events = ?, description = ?, status = ?,
                    failing_since = case when status = 'active' then failing_since end
                where workspace_id = ? and id = ?
                """)
                .bind(webhook.url())
                .array("text", webhook.events())
                .bind(webhook.description())
                .bind(webhook.status().wire())
                .bind(workspaceId)
                .bind(webhook.id())
                .update();
    }

    void rotate(Tx tx, UUID workspaceId, UUID id, byte[] secret, Instant oldUntil) {
        tx.sql("""
                update webhook set old_secret = secret, old_secret_until = ?, secret = ?
                where workspace_id = ? and id = ?
                """).bind(oldUntil).bind(secret).bind(workspaceId).bind(id).update();
    }

    void delete(Tx tx, UUID workspaceId, UUID id) {
        tx.sql("delete from webhook where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    Optional<Target> target(Tx tx, UUID workspaceId, UUID id, Instant now) {
        return tx.sql("""
                select url, status, secret, old_secret is not null and old_secret_until > ?, coalesce(old_secret, '')
                from webhook where workspace_id = ? and id = ?
                """).bind(now).bind(workspaceId).bind(id).optional(WebhookStore::readTarget);
    }

    void succeeded(Tx tx, UUID workspaceId, UUID id) {
        tx.sql("""
                update webhook set failing_since = null
                where workspace_id = ? and id = ? and failing_since is not null
                """).bind(workspaceId).bind(id).update();
    }

    /** Notes a failure; a webhook that has failed since {@code limit} or longer is disabled. */
    boolean failed(Tx tx, UUID workspaceId, UUID id, Instant now, Instant limit) {
        tx.sql("""
                update webhook set failing_since = ?
                where workspace_id = ? and id = ? and failing_since is null
                """).bind(now).bind(workspaceId).bind(id).update();
        return disable(tx, workspaceId, id, limit);
    }

    /** Disables an active webhook that has failed since {@code limit} or longer; tells whether it did. */
    boolean disable(Tx tx, UUID workspaceId, UUID id, Instant limit) {
        return tx.sql("""
                update webhook set status = 'disabled'
                where workspace_id = ? and id = ? and status = 'active' and failing_since <= ?
                """).bind(workspaceId).bind(id).bind(limit).update() > 0;
    }

    private static Webhook read(Row row) throws SQLException {
        return new Webhook(
                row.uuid(), row.text(), row.texts(), row.textOrNull(), Webhook.Status.of(row.text()), row.instant());
    }

    private static Target readTarget(Row row) throws SQLException {
        String url = row.text();
        Webhook.Status status = Webhook.Status.of(row.text());
        List<byte[]> secrets = new ArrayList<>(List.of(row.bytes()));
        if (row.bool()) {
            secrets.add(row.bytes());
        }
        return new Target(url, status, secrets);
    }
}
