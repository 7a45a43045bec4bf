package io.roster.contact;

import io.roster.db.Database;
import io.roster.db.SharedReads;
import io.roster.failure.Failure;
import java.util.UUID;

/** Reads single contacts, those that are asked for at the same time together. */
public final class ContactReads {
    private final SharedReads<ContactKey, Contact> reads;

    ContactReads(Database database, ContactStore store) {
        this.reads = new SharedReads<>(database, store::find);
    }

    /** The contact, deleted or not. */
    public Contact get(UUID workspaceId, UUID id) {
        return reads.find(new ContactKey(workspaceId, id)).orElseThrow(() -> Failure.notFound("Contact"));
    }
}
