package io.roster.contact;

import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.DatabaseException;
import io.roster.db.Row;
import io.roster.db.Sql;
import io.roster.db.SqlText;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contact table. Whatever locks several rows does so in the order of their addresses, so that none deadlock. */
final class ContactStore {
    private static final String SELECT = "select " + ContactColumns.SELECTED + "\n" + ContactColumns.FROM;

    /** The constraint that no address is there twice. */
    static final String EMAIL_KEY = "contact_email_key";

    private final CustomFields customFields;

    ContactStore(CustomFields customFields) {
        this.customFields = customFields;
    }

    Optional<Contact> find(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.id = ?")
                .bind(workspaceId)
                .bind(id)
                .optional(reader(tx, workspaceId)::read);
    }

    /** The same, locked until the transaction ends. */
    Optional<Contact> lock(Tx tx, UUID workspaceId, UUID id) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.id = ? for update of c")
                .bind(workspaceId)
                .bind(id)
                .optional(reader(tx, workspaceId)::read);
    }

    /** Those that are there, by either, locked until the transaction ends. */
    List<Contact> lock(Tx tx, UUID workspaceId, Collection<UUID> ids, Collection<String> emails) {
        return tx.sql(SELECT + """
                        where c.workspace_id = ? and (c.id = any(?) or c.email = any(?)) order by c.email for update of c
                        """)
                .bind(workspaceId)
                .array("uuid", ids)
                .array("text", emails)
                .list(reader(tx, workspaceId)::read);
    }

    List<Contact> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.id = any(?)")
                .bind(workspaceId)
                .array("uuid", ids)
                .list(reader(tx, workspaceId)::read);
    }

    /** Those that are there, locked until the transaction ends. */
    List<Contact> lockById(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.id = any(?) order by c.email for update of c")
                .bind(workspaceId)
                .array("uuid", ids)
                .plannedForMany(ids.size())
                .list(reader(tx, workspaceId)::read);
    }

    List<UUID> ofCompany(Tx tx, UUID workspaceId, UUID companyId, int limit) {
        return ids(tx, workspaceId, companyId, new UUID(0, 0), limit);
    }

    List<UUID> ids(Tx tx, UUID workspaceId, @Nullable UUID companyId, UUID after, int limit) {
        SqlText sql = new SqlText()
                .add("select id from contact where workspace_id = ")
                .value("uuid", workspaceId);
        if (companyId != null) {
            sql.add(" and company_id = ").value("uuid", companyId);
        }
        return sql.add(" and id > ")
                .value("uuid", after)
                .add(" order by id limit ")
                .value("int", limit)
                .on(tx)
                .list(Row::uuid);
    }

    long count(Tx tx, UUID workspaceId, @Nullable UUID companyId) {
        SqlText sql = new SqlText()
                .add("select count(*) from contact where workspace_id = ")
                .value("uuid", workspaceId);
        if (companyId != null) {
            sql.add(" and company_id = ").value("uuid", companyId);
        }
        return sql.on(tx).one(Row::bigint);
    }

    /** Those of these addresses, and the workspace's custom fields, in one round trip. */
    Known known(Tx tx, UUID workspaceId, Collection<String> emails) {
        ContactReader reader = reader(tx, workspaceId);
        List<CustomFieldSet> fields = new ArrayList<>();
        List<Contact> contacts = new ArrayList<>();
        // One address is asked for by itself: of an array the planner would make a new plan each time. More are planned
        // for each time, for a plan that is kept takes them for ten, which may not be worth the index in its eyes.
        boolean single = emails.size() == 1;
        Sql sql = tx.sql("select cfs.version, " + ContactColumns.SELECTED + """

                from (select ?::uuid as workspace_id) w
                left join custom_field_set cfs on cfs.workspace_id = w.workspace_id
                left join contact c on c.workspace_id = w.workspace_id and c.email = %s
                left join company co on co.workspace_id = c.workspace_id and co.id = c.company_id
                """.formatted(single ? "?" : "any(?)"))
                .bind(workspaceId);
        (single ? sql.bind(emails.iterator().next()) : sql.array("text", emails).planned()).list(row -> {
            fields.add(reader.fields(row.uuidOrNull()));
            return row.nextIsNull() || contacts.add(reader.read(row));
        });
        return new Known(fields.getFirst(), contacts);
    }

    /** What is there before contacts are taken in. */
    record Known(CustomFieldSet fields, List<Contact> contacts) {}

    /** Those of these addresses, locked until the transaction ends. */
    List<Contact> lockByEmail(Tx tx, UUID workspaceId, Collection<String> emails) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.email = any(?) order by c.email for update of c")
                .bind(workspaceId)
                .array("text", new TreeSet<>(emails))
                .plannedForMany(emails.size())
                .list(reader(tx, workspaceId)::read);
    }

    /** Writes contacts that are there and locked. */
    void update(Tx tx, UUID workspaceId, List<Contact> contacts) {
        try {
            ContactColumns.bindBatch(tx.sql(ContactColumns.UPDATE), contacts)
                    .bind(workspaceId)
                    .update();
        } catch (DatabaseException e) {
            if (e.violatesUnique(EMAIL_KEY)) {
                throw new Failure.EmailTaken("Another contact of the workspace has this email").refusal();
            }
            throw e;
        }
    }

    void delete(Tx tx, UUID workspaceId, UUID id) {
        tx.sql("delete from contact where workspace_id = ? and id = ?")
                .bind(workspaceId)
                .bind(id)
                .update();
    }

    private ContactReader reader(Tx tx, UUID workspaceId) {
        return new ContactReader(tx, workspaceId, customFields);
    }
}
