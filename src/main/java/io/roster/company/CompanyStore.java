package io.roster.company;

import io.roster.db.Row;
import io.roster.db.Tx;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The company table. */
final class CompanyStore {
    private static final String COLUMNS =
            "id, name, domain, industry, employee_count, revenue_band, created_at, updated_at";

    List<Company> byDomain(Tx tx, UUID workspaceId, Collection<String> domains) {
        return tx.sql("select " + COLUMNS + " from company where workspace_id = ? and domain = any(?)")
                .bind(workspaceId)
                .array("text", domains)
                .list(CompanyStore::read);
    }

    List<Company> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        return tx.sql("select " + COLUMNS + " from company where workspace_id = ? and id = any(?)")
                .bind(workspaceId)
                .array("uuid", ids)
                .list(CompanyStore::read);
    }

    /** Inserts those whose domain is not there yet. The batch is sorted by domain, so that two of them never deadlock. */
    void insert(Tx tx, UUID workspaceId, List<Company> companies) {
        tx.sql("""
                insert into company (workspace_id, id, name, domain, words, created_at, updated_at)
                select ?, r.* from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[]) as r
                on conflict (workspace_id, domain) do nothing
                """)
                .bind(workspaceId)
                .array("uuid", companies.stream().map(Company::id).toList())
                .array("text", companies.stream().map(Company::name).toList())
                .array("text", companies.stream().map(Company::domain).toList())
                .array("text", companies.stream().map(Company::words).toList())
                .array("timestamptz", companies.stream().map(Company::createdAt).toList())
                .array("timestamptz", companies.stream().map(Company::updatedAt).toList())
                .update();
    }

    static Company read(Row row) throws SQLException {
        return new Company(
                row.uuid(),
                row.text(),
                row.textOrNull(),
                row.textOrNull(),
                row.integerOrNull(),
                row.textOrNull(),
                row.instant(),
                row.instant());
    }
}
