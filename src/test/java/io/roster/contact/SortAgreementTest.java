package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.filter.FilterFields;
import io.roster.filter.FilterReader;
import io.roster.id.UuidV7;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import io.roster.search.Position;
import io.roster.search.Sort;
import io.roster.search.SqlSearch;
import io.roster.search.index.IndexSearch;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.search.IndexSearcher;
import org.junit.jupiter.api.Test;

/** The database and the index give the same pages and the same cursors, so that either goes on where the other ended. */
class SortAgreementTest {
    private static final int WALKS = 250;
    private static final int PEOPLE = 120;
    private static final List<String> FIELDS = Stream.concat(
                    Arrays.stream(ContactField.values()).map(ContactField::wire),
                    Stream.of(
                            "custom_fields.string",
                            "custom_fields.string_fb",
                            "custom_fields.number",
                            "custom_fields.number_fb",
                            "custom_fields.boolean",
                            "custom_fields.boolean_fb",
                            "custom_fields.date",
                            "custom_fields.date_fb",
                            "custom_fields.dropdown",
                            "custom_fields.dropdown_fb",
                            "event_count.email_opened",
                            "event_count.email_bounced"))
            .filter(field -> !field.equals("tags"))
            .toList();

    private final long seed = Long.getLong("roster.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final UUID workspaceId = UUID.randomUUID();
    private final CustomFields customFields =
            new CustomFields(List.of(), new UuidV7(InstantSource.system()), InstantSource.system());
    private final SqlSearch search = new SqlSearch(customFields);

    @Test
    void eitherGoesOnWhereTheOtherEnded() throws IOException {
        System.out.println("SortAgreementTest: -Droster.seed=" + seed);
        try (TestDatabase database = TestPostgres.database();
                Database store = new Database(database.address(), 2)) {
            RandomPeople people = new RandomPeople(random, workspaceId);
            CustomFieldSet fields = store.write(tx -> people.define(tx, customFields));
            List<RandomPeople.Person> persons = store.write(tx -> {
                List<Company> companies = people.companies(tx);
                List<RandomPeople.Person> made = IntStream.range(0, PEOPLE)
                        .mapToObj(number -> people.person(number, fields, companies))
                        .toList();
                people.store(tx, made);
                return made;
            });
            RandomFilters filters = new RandomFilters(random, people, persons);
            FilterFields names = new FilterFields(() -> fields);
            try (PeopleIndex whole = PeopleIndex.inOneSegment(persons);
                    PeopleIndex segments = PeopleIndex.inSegments(persons)) {
                for (int i = 0; i < WALKS; i++) {
                    Filter filter = random.nextBoolean()
                            ? Filter.EVERYTHING
                            : new FilterReader(names, id -> Optional.empty())
                                    .read("", filters.next().written());
                    walk(store, (i % 2 == 0 ? whole : segments).searcher(), filter, sort(names));
                }
            }
        }
    }

    private Sort sort(FilterFields names) {
        List<String> shuffled = new ArrayList<>(FIELDS);
        Collections.shuffle(shuffled, random);
        return new Sort(shuffled.subList(0, 1 + random.nextInt(4)).stream()
                .map(name -> new Sort.Key(names.sortable("", name), random.nextBoolean()))
                .toList());
    }

    private void walk(Database store, IndexSearcher index, Filter filter, Sort sort) throws IOException {
        Set<UUID> walked = new HashSet<>();
        Optional<Position> next = Optional.empty();
        Long total;
        do {
            ContactQuery query = new ContactQuery(filter, sort, 1 + random.nextInt(60), next, false);
            Page<Contact> stored = store.read(tx -> search.page(tx, workspaceId, query));
            IndexSearch.Found found =
                    IndexSearch.page(index, new ContactQuery(filter, sort, query.limit(), next, true));
            assertThat(found.ids())
                    .as("%s", query)
                    .isEqualTo(stored.rows().stream().map(Contact::id).toList());
            assertThat(found.next()).as("%s", query).isEqualTo(stored.next());
            walked.addAll(found.ids());
            total = found.total();
            next = found.next();
        } while (next.isPresent());
        assertThat(total).isEqualTo((long) walked.size());
    }
}
