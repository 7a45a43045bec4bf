package io.roster.search.local;

import io.roster.changelog.IndexLog;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.filter.Subject;
import io.roster.search.ContactTotals;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What indexes are fed from: the database, by connections of their own, and its log. */
public final class ContactSource {
    private final SubjectStore store;
    private final Database database;
    private final IndexLog log;

    /** @param database with connections that no request holds while it waits for an index */
    public ContactSource(Database database, CustomFields customFields, IndexLog log) {
        this.store = new SubjectStore(customFields);
        this.database = database;
        this.log = log;
    }

    IndexLog log() {
        return log;
    }

    List<Subject> byId(UUID workspaceId, Collection<UUID> ids) {
        return database.read(tx -> store.byId(tx, workspaceId, ids));
    }

    List<Subject> after(UUID workspaceId, UUID id, int limit) {
        return database.read(tx -> store.after(tx, workspaceId, id, limit));
    }

    List<UUID> ofCompany(UUID workspaceId, UUID companyId, UUID id, int limit) {
        return database.read(tx -> store.ofCompany(tx, workspaceId, companyId, id, limit));
    }

    /** How many contacts there are, for telling how far a build has come. */
    long count(UUID workspaceId) {
        return database.read(tx -> ContactTotals.of(tx, workspaceId).contacts());
    }
}
