package io.roster.access;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL of accounts, workspaces and API keys. */
final class TenancyStore {
    void insert(Tx tx, Account account) {
        tx.sql("insert into account (id, name, agency_mode, created_at) values (?, ?, ?, ?)")
                .bind(account.id())
                .bind(account.name())
                .bind(account.agencyMode())
                .bind(account.createdAt())
                .update();
    }

    /** False when there is no such account. */
    boolean insert(Tx tx, Workspace workspace) {
        return tx.sql("""
                        insert into workspace (id, account_id, name, created_at)
                        select ?::uuid, id, ?::text, ?::timestamptz from account where id = ?
                        """)
                        .bind(workspace.id())
                        .bind(workspace.name())
                        .bind(workspace.createdAt())
                        .bind(workspace.accountId())
                        .update()
                == 1;
    }

    /** False when there is no such workspace. */
    boolean insert(Tx tx, ApiKey key, TokenDigest digest) {
        RateLimit limit = key.rateLimit();
        return tx.sql("""
                        insert into api_key (id, workspace_id, name, scopes, prefix, digest, rate_limit, created_at)
                        select ?::uuid, id, ?::text, ?::text[], ?::text, ?::bytea, ?::text, ?::timestamptz
                        from workspace where id = ?
                        """)
                        .bind(key.id())
                        .bind(key.name())
                        .array("text", key.grant().names())
                        .bind(key.prefix())
                        .bind(digest.bytes())
                        .bind(limit == null ? null : limit.text())
                        .bind(key.createdAt())
                        .bind(key.workspaceId())
                        .update()
                == 1;
    }

    List<Workspace> workspaces(Tx tx, Window window) {
        return tx.sql("""
                        select id, account_id, name, created_at from workspace
                        where ?::uuid is null or id < ?
                        order by id desc limit ?
                        """)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(TenancyStore::workspace);
    }

    long countWorkspaces(Tx tx) {
        return tx.sql("select count(*) from workspace").one(Row::bigint);
    }

    Optional<Workspace> workspace(Tx tx, UUID id) {
        return tx.sql("select id, account_id, name, created_at from workspace where id = ?")
                .bind(id)
                .optional(TenancyStore::workspace);
    }

    List<ApiKey> keys(Tx tx, UUID workspaceId, Window window) {
        return tx.sql("""
                        select id, workspace_id, name, scopes, prefix, rate_limit, created_at, revoked_at from api_key
                        where workspace_id = ? and (?::uuid is null or id < ?)
                        order by id desc limit ?
                        """)
                .bind(workspaceId)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(TenancyStore::key);
    }

    long countKeys(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from api_key where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    Optional<ApiKey> revoke(Tx tx, UUID workspaceId, UUID keyId, Instant at) {
        return tx.sql("""
                        update api_key set revoked_at = coalesce(revoked_at, ?)
                        where workspace_id = ? and id = ?
                        returning id, workspace_id, name, scopes, prefix, rate_limit, created_at, revoked_at
                        """).bind(at).bind(workspaceId).bind(keyId).optional(TenancyStore::key);
    }

    private static Workspace workspace(Row row) throws SQLException {
        return new Workspace(row.uuid(), row.uuid(), row.text(), row.instant());
    }

    private static ApiKey key(Row row) throws SQLException {
        return new ApiKey(
                row.uuid(),
                row.uuid(),
                row.text(),
                new Grant(row.texts()),
                row.text(),
                rateLimit(row.textOrNull()),
                row.instant(),
                row.instantOrNull());
    }

    private static @Nullable RateLimit rateLimit(@Nullable String text) {
        return text == null ? null : RateLimit.parse(text).orElse(null);
    }
}
