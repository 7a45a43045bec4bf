package io.roster.suppression;

import io.roster.access.Window;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The suppression table of the workspaces. */
final class SuppressionStore {
    private static final String SELECT = "select id, kind, value, reason, created_at from suppression ";

    /** What of {@code hashes} is suppressed. */
    Map<AddressHash, Suppression> among(Tx tx, UUID workspaceId, Collection<AddressHash> hashes) {
        return tx
                .sql("""
                        select hash, id, kind, value, reason, created_at from suppression
                        where workspace_id = ? and hash = any(?)
                        """)
                .bind(workspaceId)
                .array("bytea", hashes, AddressHash::bytes)
                .plannedForMany(hashes.size())
                .list(row -> Map.entry(new AddressHash(row.bytes()), read(row)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<Suppression> list(Tx tx, UUID workspaceId, Window window) {
        return tx.sql(SELECT + """
                        where workspace_id = ? and (?::uuid is null or id < ?) order by id desc limit ?
                        """)
                .bind(workspaceId)
                .bind(window.after())
                .bind(window.after())
                .bind(window.size() + 1)
                .list(SuppressionStore::read);
    }

    long count(Tx tx, UUID workspaceId) {
        return tx.sql("select count(*) from suppression where workspace_id = ?")
                .bind(workspaceId)
                .one(Row::bigint);
    }

    /** False when it is there already. */
    boolean insert(Tx tx, UUID workspaceId, AddressHash hash, Suppression suppression) {
        return tx.sql("""
                        insert into suppression (workspace_id, id, hash, kind, value, reason, created_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (workspace_id, hash) do nothing
                        """)
                        .bind(workspaceId)
                        .bind(suppression.id())
                        .bind(hash.bytes())
                        .bind(suppression.kind().name().toLowerCase(Locale.ROOT))
                        .bind(suppression.value())
                        .bind(suppression.reason())
                        .bind(suppression.createdAt())
                        .update()
                == 1;
    }

    /** Inserts addresses, in the order of their hashes; those that are there already stay as they are. */
    void insert(Tx tx, UUID workspaceId, Map<AddressHash, Suppression> emails) {
        List<Map.Entry<AddressHash, Suppression>> rows = List.copyOf(emails.entrySet());
        tx.sql("""
                        insert into suppression (workspace_id, id, hash, kind, value, reason, created_at)
                        select ?, r.id, r.hash, 'email', r.value, r.reason, r.created_at
                        from unnest(?::uuid[], ?::bytea[], ?::text[], ?::text[], ?::timestamptz[])
                            as r(id, hash, value, reason, created_at)
                        order by r.hash
                        on conflict (workspace_id, hash) do nothing
                        """)
                .bind(workspaceId)
                .array("uuid", rows, row -> row.getValue().id())
                .array("bytea", rows, row -> row.getKey().bytes())
                .array("text", rows, row -> row.getValue().value())
                .array("text", rows, row -> row.getValue().reason())
                .array("timestamptz", rows, row -> row.getValue().createdAt())
                .update();
    }

    Optional<Suppression> delete(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql("""
                        delete from suppression where workspace_id = ? and id = ?
                        returning id, kind, value, reason, created_at
                        """).bind(workspaceId).bind(id).optional(SuppressionStore::read);
    }

    void forget(Tx tx, UUID workspaceId, AddressHash hash) {
        tx.sql("update suppression set value = null where workspace_id = ? and hash = ?")
                .bind(workspaceId)
                .bind(hash.bytes())
                .update();
    }

    private static Suppression read(Row row) throws SQLException {
        return new Suppression(
                row.uuid(),
                Suppression.Kind.valueOf(row.text().toUpperCase(Locale.ROOT)),
                row.textOrNull(),
                row.textOrNull(),
                row.instant());
    }
}
