package io.roster.access;

import com.nimbusds.jose.jwk.ECKey;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;

/** The SQL of signing keys. */
final class SigningKeyStore {
    /** The newest first. */
    List<SigningKey> all(Tx tx) {
        return tx.sql("select jwk, created_at, retired_at from signing_key order by created_at desc, id")
                .list(SigningKeyStore::key);
    }

    /** Does nothing when there is one that signs already. */
    void insert(Tx tx, SigningKey key) {
        tx.sql("insert into signing_key (id, jwk, created_at) values (?, ?, ?) on conflict do nothing")
                .bind(key.id())
                .bind(key.jwk().toJSONString())
                .bind(key.createdAt())
                .update();
    }

    void retire(Tx tx, Instant at) {
        tx.sql("update signing_key set retired_at = ? where retired_at is null")
                .bind(at)
                .update();
    }

    void deleteRetiredBefore(Tx tx, Instant at) {
        tx.sql("delete from signing_key where retired_at < ?").bind(at).update();
    }

    private static SigningKey key(Row row) throws SQLException {
        try {
            return new SigningKey(ECKey.parse(row.text()), row.instant(), row.instantOrNull());
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }
}
