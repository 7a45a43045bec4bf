package io.roster.search.local;

import io.roster.contact.ContactColumns;
import io.roster.contact.ContactReader;
import io.roster.customfield.CustomFields;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.Tx;
import io.roster.filter.Activity;
import io.roster.filter.Subject;
import io.roster.json.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads contacts with all that a filter sees of them. */
final class SubjectStore {
    private static final String SELECT = "select " + ContactColumns.SELECTED + ", a.last_event_at, a.counts\n"
            + ContactColumns.FROM
            + "left join contact_activity a on a.workspace_id = c.workspace_id and a.contact_id = c.id\n";

    private final CustomFields customFields;

    SubjectStore(CustomFields customFields) {
        this.customFields = customFields;
    }

    /** Those of the contacts that are there. */
    List<Subject> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        return list(
                tx.sql(SELECT + "where c.workspace_id = ? and c.id = any(?)")
                        .bind(workspaceId)
                        .array("uuid", ids)
                        .plannedForMany(ids.size()),
                tx,
                workspaceId);
    }

    /** The next of all contacts, by id. */
    List<Subject> after(Tx tx, UUID workspaceId, UUID id, int limit) {
        return list(
                tx.sql(SELECT + "where c.workspace_id = ? and c.id > ? order by c.id limit ?")
                        .bind(workspaceId)
                        .bind(id)
                        .bind(limit),
                tx,
                workspaceId);
    }

    /** The next of a company's contacts, by id. */
    List<UUID> ofCompany(Tx tx, UUID workspaceId, UUID companyId, UUID id, int limit) {
        return tx.sql("""
                select id from contact where workspace_id = ? and company_id = ? and id > ? order by id limit ?
                """)
                .bind(workspaceId)
                .bind(companyId)
                .bind(id)
                .bind(limit)
                .list(Row::uuid);
    }

    private List<Subject> list(Sql sql, Tx tx, UUID workspaceId) {
        ContactReader reader = new ContactReader(tx, workspaceId, customFields);
        return sql.list(row -> new Subject(reader.read(row), activity(row)));
    }

    private static Activity activity(Row row) throws SQLException {
        Instant last = row.instantOrNull();
        String json = row.textOrNull();
        if (json == null) {
            return Activity.NONE;
        }
        Map<String, Integer> counts = new HashMap<>();
        Json.readObject(json).forEach((type, count) -> {
            if (count instanceof Number number) {
                counts.put(type, number.intValue());
            }
        });
        return new Activity(last, counts);
    }
}
