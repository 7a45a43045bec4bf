package io.roster.contact;

import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.SharedReads;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads single contacts, those that are asked for at the same time together, each in the workspace of who asks. */
public final class ContactReads {
    private static final String SEVERAL =
            "select c.workspace_id, " + ContactColumns.SELECTED + """

            from (select * from unnest(?, ?) limit ?) as asked (workspace_id, id)
            join contact c on c.workspace_id = asked.workspace_id and c.id = asked.id
            """ + ContactColumns.JOINS;

    private final ContactStore store;
    private final CustomFields customFields;
    private final SharedReads<ContactKey, Contact> reads;

    ContactReads(Database database, ContactStore store, CustomFields customFields) {
        this.store = store;
        this.customFields = customFields;
        this.reads = new SharedReads<>(database, this::find);
    }

    /** The contact, deleted or not. */
    public Contact get(UUID workspaceId, UUID id) {
        return reads.find(new ContactKey(workspaceId, id)).orElseThrow(() -> Failure.notFound("Contact"));
    }

    Map<ContactKey, Contact> find(Tx tx, Set<ContactKey> keys) {
        if (keys.size() == 1) {
            ContactKey key = keys.iterator().next();
            return store.find(tx, key.workspaceId(), key.id())
                    .map(contact -> Map.of(key, contact))
                    .orElse(Map.of());
        }
        Map<UUID, ContactReader> readers = new HashMap<>();
        Map<ContactKey, Contact> found = new HashMap<>();
        // The planner expects a tenth of a limit that it doesn't know, one row, and so keeps the plan to go by
        // the primary key; of a few rows it would make a new plan each time.
        tx.sql(SEVERAL)
                .array("uuid", keys, ContactKey::workspaceId)
                .array("uuid", keys, ContactKey::id)
                .bind(keys.size())
                .list(row -> {
                    ContactReader reader = readers.computeIfAbsent(
                            row.uuid(), workspace -> new ContactReader(tx, workspace, customFields));
                    Contact contact = reader.read(row);
                    return found.put(new ContactKey(contact.workspaceId(), contact.id()), contact);
                });
        return found;
    }
}
