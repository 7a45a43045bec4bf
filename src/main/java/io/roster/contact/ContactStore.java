package io.roster.contact;

import io.roster.customfield.CustomFields;
import io.roster.db.DatabaseException;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** The contact table. Whatever locks several rows does so in the order of their addresses, so that none deadlock. */
final class ContactStore {
    private static final String SELECT = "select " + ContactColumns.SELECTED + "\n" + ContactColumns.FROM;

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

    List<Contact> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.id = any(?)")
                .bind(workspaceId)
                .array("uuid", ids)
                .list(reader(tx, workspaceId)::read);
    }

    List<Contact> byEmail(Tx tx, UUID workspaceId, Collection<String> emails) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.email = any(?)")
                .bind(workspaceId)
                .array("text", emails)
                .list(reader(tx, workspaceId)::read);
    }

    /** The same, locked until the transaction ends. */
    List<Contact> lockByEmail(Tx tx, UUID workspaceId, Collection<String> emails) {
        return tx.sql(SELECT + "where c.workspace_id = ? and c.email = any(?) order by c.email for update of c")
                .bind(workspaceId)
                .array("text", new TreeSet<>(emails))
                .list(reader(tx, workspaceId)::read);
    }

    /** Inserts all that it can, and tells how many: an address that is taken is left out. */
    int insert(Tx tx, UUID workspaceId, List<Contact> contacts) {
        List<Contact> sorted =
                contacts.stream().sorted(Comparator.comparing(Contact::email)).toList();
        return ContactColumns.bindBatch(tx.sql(ContactColumns.INSERT).bind(workspaceId), sorted)
                .update();
    }

    /** Writes contacts that are there and locked. */
    void update(Tx tx, UUID workspaceId, List<Contact> contacts) {
        try {
            ContactColumns.bindBatch(tx.sql(ContactColumns.UPDATE), contacts)
                    .bind(workspaceId)
                    .update();
        } catch (DatabaseException e) {
            if (e.violatesUnique("contact_email_key")) {
                throw new Failure.EmailTaken("Another contact of the workspace has this email").refusal();
            }
            throw e;
        }
    }

    private ContactReader reader(Tx tx, UUID workspaceId) {
        return new ContactReader(tx, workspaceId, customFields);
    }
}
