package io.roster.erasure;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.util.List;
import java.util.UUID;

/** What is known of a person beside the contact itself. */
final class PersonStore {
    /** The addresses that the contact had before, and that no other contact of the workspace has now. */
    List<String> formerAddresses(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("""
                        select distinct l.changes -> 'email' ->> 'from' as email from change_log l
                        where l.workspace_id = ? and l.contact_id = ? and l.changes -> 'email' ->> 'from' is not null
                            and not exists (
                                select 1 from contact c
                                where c.workspace_id = ? and c.email = l.changes -> 'email' ->> 'from' and c.id <> ?)
                        """)
                .bind(workspaceId)
                .bind(contactId)
                .bind(workspaceId)
                .bind(contactId)
                .list(Row::text);
    }

    int countHistory(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("select count(*)::int from change_log where workspace_id = ? and contact_id = ?")
                .bind(workspaceId)
                .bind(contactId)
                .one(Row::integer);
    }

    /** The newest first. */
    List<Holdings.Past> history(Tx tx, UUID workspaceId, UUID contactId) {
        return tx.sql("""
                        select type, at, actor, source, changes from change_log
                        where workspace_id = ? and contact_id = ? order by at desc, id desc
                        """)
                .bind(workspaceId)
                .bind(contactId)
                .list(row -> new Holdings.Past(row.text(), row.instant(), row.text(), row.text(), row.text()));
    }

    /** Whether another workspace has the address. Each is asked by itself, so that an index answers. */
    boolean isKnownElsewhere(Tx tx, UUID workspaceId, String email) {
        return tx.sql("""
                        select exists (
                            select 1 from workspace w
                            cross join lateral (
                                select 1 from contact c where c.workspace_id = w.id and c.email = ? limit 1) as there
                            where w.id <> ?)
                        """).bind(email).bind(workspaceId).one(Row::bool);
    }
}
