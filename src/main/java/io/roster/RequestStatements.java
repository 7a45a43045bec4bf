package io.roster;

import io.roster.access.Caller;
import io.roster.company.CompanyChoice;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.ProfileField;
import io.roster.db.Database;
import io.roster.db.Statement;
import io.roster.filter.Filter;
import io.roster.idempotency.StoredAnswers;
import io.roster.search.ContactQuery;
import io.roster.search.SortReader;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The statements that requests are answered with, as the verbs themselves make them, on a database that a server may be
 * using meanwhile. Nothing that they write stays. The benchmarks run them again without the program around them.
 */
public final class RequestStatements implements AutoCloseable {
    private static final UUID NO_KEY = new UUID(0, 0);

    private final Opened opened = new Opened();
    private final Database database;
    private final Features features;

    public RequestStatements(Config config) {
        try {
            database = Offline.database(config, opened);
            Clock clock = Clock.systemUTC();
            features = Features.wire(Essentials.of(config, database, clock), new StoredAnswers(database, clock));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Of reading one contact. */
    public List<Statement> get(UUID workspaceId, UUID contactId) {
        return settled(() ->
                database.read(tx -> tx.recorded(it -> features.contacts().get(it, workspaceId, contactId))));
    }

    /** Of reading the newest contacts, with their total. */
    public List<Statement> list(UUID workspaceId, int size) {
        ContactQuery query = new ContactQuery(Filter.EVERYTHING, SortReader.NEWEST, size, Optional.empty(), true);
        return settled(() ->
                database.read(tx -> tx.recorded(it -> features.contacts().list(it, workspaceId, query))));
    }

    /** Of taking in one contact with these fields. */
    public List<Statement> create(
            UUID workspaceId, String email, Map<ProfileField, String> profile, List<String> tags) {
        Map<ProfileField, Optional<String>> given = new EnumMap<>(ProfileField.class);
        profile.forEach((field, value) -> given.put(field, Optional.of(value)));
        ContactDraft draft =
                new ContactDraft(email, new ContactPatch(null, given, tags, Map.of(), CompanyChoice.KEEP, false));
        Caller caller = new Caller(workspaceId, NO_KEY, NO_KEY, "bench", Set.of());
        return settled(() -> database.write(tx ->
                tx.trial(trial -> trial.recorded(it -> features.contacts().create(it, caller, draft)))));
    }

    /** The first time, what is remembered between requests is still to be looked up. */
    private static List<Statement> settled(Supplier<List<Statement>> recording) {
        recording.get();
        return recording.get();
    }

    @Override
    public void close() {
        opened.close();
    }
}
