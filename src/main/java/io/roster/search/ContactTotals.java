package io.roster.search;

import io.roster.db.DatabaseException;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * How many contacts a workspace has, kept as the sum of several rows: each server process of the database counts in a row
 * of its own, so that writers at the same time don't wait for one another. A row changes in the transaction that changes
 * the contacts, so the sum is exact at every moment.
 */
public final class ContactTotals {
    /** Of a workspace's contacts, all and the deleted ones. */
    public record Total(long contacts, long deleted) {}

    /** Goes before the statement that inserts contacts. Bind the workspace, the slot, and how many there will be. */
    public static final String ADD_CONTACTS = """
            with counted as (
                insert into contact_total (workspace_id, slot, contacts, deleted) values (?, ?, ?, 0)
                on conflict (workspace_id, slot) do update
                set contacts = contact_total.contacts + excluded.contacts
            )
            """;

    /** In how many rows a workspace is counted, so that those who write at the same time seldom wait for each other. */
    public static final int SLOTS = 64;

    private ContactTotals() {}

    /** Counts what a transaction changes beside the contacts that it inserts. */
    public static void add(Tx tx, UUID workspaceId, long contacts, long deleted) {
        if (contacts == 0 && deleted == 0) {
            return;
        }
        tx.sql("""
                insert into contact_total (workspace_id, slot, contacts, deleted) values (?, ?, ?, ?)
                on conflict (workspace_id, slot) do update
                set contacts = contact_total.contacts + excluded.contacts,
                    deleted = contact_total.deleted + excluded.deleted
                """)
                .bind(workspaceId)
                .bind(slot(tx))
                .bind(contacts)
                .bind(deleted)
                .update();
    }

    public static Total of(Tx tx, UUID workspaceId) {
        return tx.sql("""
                select coalesce(sum(contacts), 0)::bigint, coalesce(sum(deleted), 0)::bigint
                from contact_total where workspace_id = ?
                """).bind(workspaceId).one(row -> new Total(row.bigint(), row.bigint()));
    }

    /** The row that this connection counts in. */
    public static int slot(Tx tx) {
        try {
            return Math.floorMod(tx.connection().unwrap(PGConnection.class).getBackendPID(), SLOTS);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
