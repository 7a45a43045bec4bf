package io.roster.idempotency;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The SQL of stored answers. */
final class AnswerStore {
    Optional<StoredAnswer> find(Tx tx, UUID workspaceId, String key, Instant now) {
        return tx.sql("""
                        select fingerprint, status, headers, body from idempotent_answer
                        where workspace_id = ? and key = ? and expires_at > ?
                        """).bind(workspaceId).bind(key).bind(now).optional(AnswerStore::answer);
    }

    /** Whether this transaction may execute the request until it ends; false while another one does. */
    boolean lock(Tx tx, UUID workspaceId, String key) {
        return tx.sql("select pg_try_advisory_xact_lock(?)")
                .bind(lockNumber(workspaceId, key))
                .one(Row::bool);
    }

    /** False when there is an answer already that has not expired. */
    boolean insert(Tx tx, UUID workspaceId, String key, StoredAnswer answer, Instant now, Instant expiry) {
        return tx.sql("""
                        insert into idempotent_answer as a
                            (workspace_id, key, fingerprint, status, headers, body, mentions, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (workspace_id, key) do update set
                            fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
                            body = excluded.body, mentions = excluded.mentions, expires_at = excluded.expires_at
                        where a.expires_at <= ?
                        """)
                        .bind(workspaceId)
                        .bind(key)
                        .bind(answer.fingerprint().bytes())
                        .bind(answer.status())
                        .array("text", flat(answer.headers()))
                        .bind(answer.body())
                        .array("uuid", Mentions.of(answer.body()))
                        .bind(expiry)
                        .bind(now)
                        .update()
                == 1;
    }

    int deleteMentioning(Tx tx, UUID workspaceId, Collection<UUID> mentions) {
        return tx.sql("delete from idempotent_answer where workspace_id = ? and mentions && ?")
                .bind(workspaceId)
                .array("uuid", mentions)
                .update();
    }

    private static long lockNumber(UUID workspaceId, String key) {
        byte[] digest = Sha256.of(
                workspaceId.toString().getBytes(StandardCharsets.US_ASCII), key.getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.wrap(digest).getLong();
    }

    private static StoredAnswer answer(Row row) throws SQLException {
        Fingerprint fingerprint = Fingerprint.stored(row.bytes());
        int status = row.integer();
        List<String> flat = row.texts();
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            headers.put(flat.get(i), flat.get(i + 1));
        }
        return new StoredAnswer(fingerprint, status, headers, row.bytes());
    }

    private static List<String> flat(Map<String, String> headers) {
        List<String> flat = new ArrayList<>(2 * headers.size());
        headers.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return flat;
    }
}
