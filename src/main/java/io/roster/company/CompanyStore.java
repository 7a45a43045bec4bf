package io.roster.company;

import io.roster.access.Window;
import io.roster.db.DatabaseException;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.SqlText;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The company table. */
final class CompanyStore {
    private static final String COLUMNS =
            "id, name, domain, industry, employee_count, revenue_band, created_at, updated_at";

    List<Company> byDomain(Tx tx, UUID workspaceId, Collection<String> domains) {
        return by("domain", "text", tx, workspaceId, domains);
    }

    List<Company> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        return by("id", "uuid", tx, workspaceId, ids);
    }

    private static List<Company> by(String column, String type, Tx tx, UUID workspaceId, Collection<?> values) {
        // One is asked for by itself: a plan that is kept takes an array for ten, expects few companies in a workspace
        // and reads all of them. More are joined with, and planned for each time: of any(?) the planner looks up how
        // frequent each of a thousand domains is, for 3 ms.
        boolean single = values.size() == 1;
        Sql sql = tx.sql("select %s from company where workspace_id = ? and %s %s"
                        .formatted(COLUMNS, column, single ? "= ?" : "in (select unnest(?::%s[]))".formatted(type)))
                .bind(workspaceId);
        return (single
                        ? sql.bind(values.iterator().next())
                        : sql.array(type, values).planned())
                .list(CompanyStore::read);
    }

    /** The newest first, one beyond the window to tell whether more follow. */
    List<Company> list(Tx tx, UUID workspaceId, CompanyQuery query, Window window) {
        SqlText sql = matching("select " + COLUMNS, workspaceId, query);
        if (window.after() != null) {
            sql.add(" and id < ").value("uuid", window.after());
        }
        return sql.add(" order by id desc limit ")
                .value("int", window.size() + 1)
                .on(tx)
                .list(CompanyStore::read);
    }

    long count(Tx tx, UUID workspaceId, CompanyQuery query) {
        return matching("select count(*)", workspaceId, query).on(tx).one(Row::bigint);
    }

    Optional<Company> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql("select " + COLUMNS + " from company where workspace_id = ? and id = ? for no key update")
                .bind(workspaceId)
                .bind(id)
                .optional(CompanyStore::read);
    }

    /** Inserts those whose domain is not there yet. The batch is sorted by domain, so that two of them never deadlock. */
    int insert(Tx tx, UUID workspaceId, List<Company> companies) {
        return tx.sql("""
                insert into company (workspace_id, id, name, domain, industry, employee_count, revenue_band, words,
                    created_at, updated_at)
                select ?, r.* from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                    ?::timestamptz[], ?::timestamptz[]) as r
                on conflict (workspace_id, domain) do nothing
                """)
                .bind(workspaceId)
                .array("uuid", companies, Company::id)
                .array("text", companies, Company::name)
                .array("text", companies, Company::domain)
                .array("text", companies, Company::industry)
                .array("int4", companies, Company::employeeCount)
                .array("text", companies, Company::revenueBand)
                .array("text", companies, Company::words)
                .array("timestamptz", companies, Company::createdAt)
                .array("timestamptz", companies, Company::updatedAt)
                .update();
    }

    void update(Tx tx, UUID workspaceId, Company company) {
        try {
            tx.sql("""
                    update company set name = ?, domain = ?, industry = ?, employee_count = ?, revenue_band = ?,
                        words = ?, updated_at = ?
                    where workspace_id = ? and id = ?
                    """)
                    .bind(company.name())
                    .bind(company.domain())
                    .bind(company.industry())
                    .bind(company.employeeCount())
                    .bind(company.revenueBand())
                    .bind(company.words())
                    .bind(company.updatedAt())
                    .bind(workspaceId)
                    .bind(company.id())
                    .update();
        } catch (DatabaseException e) {
            if (e.violatesUnique("company_domain_key")) {
                throw new Failure.Conflict("domain", "Another company of the workspace has this domain").refusal();
            }
            throw e;
        }
    }

    private static SqlText matching(String select, UUID workspaceId, CompanyQuery query) {
        SqlText sql = new SqlText()
                .add(select)
                .add(" from company where workspace_id = ")
                .value("uuid", workspaceId);
        query.domain().ifPresent(domain -> sql.add(" and domain = ").value("text", domain));
        for (String word : query.words()) {
            // The words of a company stand each after a blank, and hold letters and digits only.
            sql.add(" and words like ").value("text", "% " + word + "%");
        }
        return sql;
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
