package io.roster.changelog;

import io.roster.db.Sql;
import io.roster.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Notes what a search sees change and the change log does not tell: the events of contacts, and their companies. Nothing
 * is written for a workspace that no server keeps an index of. Whoever notes has written something in the transaction
 * before: {@link IndexLog#isQuiet} relies on it.
 */
public final class QuietChanges {
    /** Goes before the statement that changes contacts; {@link #bind} binds its values. */
    public static final String NOTED = """
            with noted as (
                insert into quiet_change (workspace_id, position, of_company, id)
                select ?, %s, ?, r.id from unnest(?::uuid[]) as r(id)
                where exists (select from search_follower where workspace_id = ?)
                on conflict do nothing
            )
            """.formatted(LogEpoch.POSITION);

    private final LogEpoch epoch;

    public QuietChanges(LogEpoch epoch) {
        this.epoch = epoch;
    }

    public Sql bind(Sql sql, UUID workspaceId, Collection<UUID> contacts) {
        return bind(sql, workspaceId, false, contacts);
    }

    /** Notes that all contacts of a company are seen otherwise from now on. */
    public void ofCompany(Tx tx, UUID workspaceId, UUID companyId) {
        bind(tx.sql(NOTED + "select 1"), workspaceId, true, List.of(companyId)).run();
    }

    private Sql bind(Sql sql, UUID workspaceId, boolean ofCompany, Collection<UUID> ids) {
        return sql.bind(workspaceId)
                .bind(epoch.base())
                .bind(ofCompany)
                .array("uuid", ids)
                .bind(workspaceId);
    }
}
