package io.roster.search;

import io.roster.contact.Contact;
import io.roster.contact.ContactColumns;
import io.roster.contact.ContactReader;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads the contacts that an index has found. */
final class FoundStore {
    private final CustomFields customFields;

    FoundStore(CustomFields customFields) {
        this.customFields = customFields;
    }

    /** Those that are still there, with their companies. */
    Map<UUID, Contact> byId(Tx tx, UUID workspaceId, Collection<UUID> ids) {
        Map<UUID, Contact> found = new HashMap<>();
        if (!ids.isEmpty()) {
            ContactReader reader = new ContactReader(tx, workspaceId, customFields);
            tx.sql("select " + ContactColumns.SELECTED + "\n" + ContactColumns.FROM
                            + "where c.workspace_id = ? and c.id = any(?)")
                    .bind(workspaceId)
                    .array("uuid", ids)
                    .list(reader::read)
                    .forEach(contact -> found.put(contact.id(), contact));
        }
        return found;
    }
}
