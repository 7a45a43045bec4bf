package io.roster.access;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The one look-up that every authenticated request may need. */
final class KeyStore {
    private record Found(TokenDigest digest, Caller caller) {}

    Optional<Caller> inForce(Tx tx, TokenDigest digest) {
        return tx.sql("""
                        select k.digest, k.workspace_id, w.account_id, k.id, k.name, k.scopes, k.rate_limit
                        from api_key k join workspace w on w.id = k.workspace_id
                        where k.digest = ? and k.revoked_at is null
                        """)
                .bind(digest.bytes())
                .optional(KeyStore::found)
                .filter(found -> found.digest.matches(digest))
                .map(Found::caller);
    }

    Optional<Caller> inForce(Tx tx, UUID keyId) {
        return tx.sql("""
                        select k.digest, k.workspace_id, w.account_id, k.id, k.name, k.scopes, k.rate_limit
                        from api_key k join workspace w on w.id = k.workspace_id
                        where k.id = ? and k.revoked_at is null
                        """).bind(keyId).optional(KeyStore::found).map(Found::caller);
    }

    private static Found found(Row row) throws SQLException {
        return new Found(
                new TokenDigest(row.bytes()),
                new Caller(
                        row.uuid(),
                        row.uuid(),
                        row.uuid(),
                        row.text(),
                        new Grant(row.texts()).scopes(),
                        Optional.ofNullable(row.textOrNull()).flatMap(RateLimit::parse),
                        false));
    }
}
