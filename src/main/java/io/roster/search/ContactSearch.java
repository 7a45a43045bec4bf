package io.roster.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.roster.contact.Contact;
import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.search.index.IndexAggregates;
import io.roster.search.index.IndexSearch;
import io.roster.search.index.IndexSearch.Found;
import io.roster.search.local.SearchIndexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Answers a query by whichever way is quicker: small workspaces by SQL alone, large ones by an index of this server that
 * finds, and PostgreSQL that has the rows. What is found, and in which order, is the same.
 */
public final class ContactSearch {
    /** The sorts that an index of PostgreSQL serves, where nothing is filtered. */
    private static final Set<ContactField> SERVED =
            Set.of(ContactField.CREATED_AT, ContactField.UPDATED_AT, ContactField.EMAIL);

    private final FoundStore store;
    private final SqlSearch sql;
    private final SqlAggregates sqlAggregates = new SqlAggregates();
    private final Optional<SearchIndexes> indexes;
    private final Counter bySql;
    private final Counter byIndex;

    public ContactSearch(CustomFields customFields, Optional<SearchIndexes> indexes, MeterRegistry registry) {
        this.store = new FoundStore(customFields);
        this.sql = new SqlSearch(customFields);
        this.indexes = indexes;
        this.bySql = counter(registry, "sql");
        this.byIndex = counter(registry, "index");
    }

    /** One that has no indexes, and is not measured. */
    public static ContactSearch bySql(CustomFields customFields) {
        return new ContactSearch(customFields, Optional.empty(), new CompositeMeterRegistry());
    }

    private static Counter counter(MeterRegistry registry, String path) {
        return Counter.builder("roster.search")
                .description("Searches, lists and counts, by what answered them")
                .tag("path", path)
                .register(registry);
    }

    public Page<Contact> page(Tx tx, UUID workspaceId, ContactQuery query) {
        Optional<Found> found = isServed(query)
                ? Optional.empty()
                : ask(tx, workspaceId, searcher -> IndexSearch.page(searcher, query));
        count(found.isPresent());
        return found.map(it -> rows(tx, workspaceId, it)).orElseGet(() -> sql.page(tx, workspaceId, query));
    }

    /** How many contacts match each of {@code filters}. */
    public List<Long> counts(Tx tx, UUID workspaceId, List<Filter> filters) {
        Optional<List<Long>> counts = ask(tx, workspaceId, searcher -> {
            List<Long> all = new ArrayList<>(filters.size());
            for (Filter filter : filters) {
                all.add(IndexSearch.count(searcher, filter));
            }
            return all;
        });
        count(counts.isPresent());
        return counts.orElseGet(() -> sql.counts(tx, workspaceId, filters));
    }

    /** How many contacts there are, by what they have in some fields. */
    public Aggregates aggregates(Tx tx, UUID workspaceId, AggregateQuery query) {
        Optional<Aggregates> counts = ask(tx, workspaceId, searcher -> IndexAggregates.counts(searcher, query));
        count(counts.isPresent());
        return counts.orElseGet(() -> sqlAggregates.counts(tx, workspaceId, query));
    }

    private <T> Optional<T> ask(Tx tx, UUID workspaceId, SearchIndexes.Question<T> question) {
        return indexes.flatMap(there -> there.ask(tx, workspaceId, question));
    }

    private void count(boolean isByIndex) {
        (isByIndex ? byIndex : bySql).increment();
    }

    /** Whether the total is kept, and the page lies in a row along one of PostgreSQL's own indexes. */
    private static boolean isServed(ContactQuery query) {
        return query.filter() instanceof Filter.All all
                && all.filters().isEmpty()
                && query.sort().keys().size() == 1
                && query.sort().keys().getFirst().field() instanceof ContactField field
                && SERVED.contains(field);
    }

    /** A contact that has gone since it was found is left out; the next page begins where it would have. */
    private Page<Contact> rows(Tx tx, UUID workspaceId, Found found) {
        Map<UUID, Contact> there = store.byId(tx, workspaceId, found.ids());
        List<Contact> rows = new ArrayList<>(found.ids().size());
        for (UUID id : found.ids()) {
            Optional.ofNullable(there.get(id)).ifPresent(rows::add);
        }
        return new Page<>(rows, found.next(), found.total());
    }
}
