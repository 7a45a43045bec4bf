package io.roster;

import io.roster.access.Caller;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Seal;
import io.roster.company.CompanyChoice;
import io.roster.contact.ContactDraft;
import io.roster.contact.ContactPatch;
import io.roster.contact.ProfileField;
import io.roster.db.Database;
import io.roster.db.Statement;
import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.idempotency.StoredAnswers;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import io.roster.search.Sort;
import io.roster.search.SortReader;
import java.time.InstantSource;
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

    private static final String NEWEST = """
            select created_at, id from contact where workspace_id = ? order by created_at desc, id desc
            offset ? limit 1
            """;
    private static final String BY_LAST_NAME = """
            select last_name, id from contact where workspace_id = ? order by last_name, id offset ? limit 1
            """;

    private final Opened opened = new Opened();
    private final Database database;
    private final Features features;
    private final PageTokens tokens;

    public RequestStatements(Config config, InstantSource clock) {
        try {
            database = Offline.database(config, opened);
            Essentials made = Essentials.of(config, database, clock);
            features = Features.bySql(made, new StoredAnswers(database, clock));
            tokens = new PageTokens(new Seal(made.secrets().secret("cursor", 32)));
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

    /** The cursor of a search for all contacts, so many rows on: by last name, or else the newest first. */
    public String cursor(UUID workspaceId, boolean byLastName, int rows) {
        Sort sort = byLastName ? Sort.by(ContactField.LAST_NAME, false) : SortReader.NEWEST;
        Position position = database.read(tx -> tx.sql(byLastName ? BY_LAST_NAME : NEWEST)
                .bind(workspaceId)
                .bind(rows)
                .one(row -> new Position(List.of(byLastName ? row.text() : row.instant()), row.uuid())));
        return tokens.seal(workspaceId, new ContactQuery(Filter.EVERYTHING, sort, 1, Optional.empty(), true), position);
    }

    /** The first time, what is remembered between requests is still to be looked up. */
    private static List<Statement> settled(Supplier<List<Statement>> recording) {
        var _ = recording.get();
        return recording.get();
    }

    @Override
    public void close() {
        opened.close();
    }
}
