package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.SqlText;
import io.roster.db.Tx;
import io.roster.filter.Filter;
import io.roster.filter.FilterFields;
import io.roster.filter.FilterMatch;
import io.roster.filter.FilterReader;
import io.roster.filter.FilterSql;
import io.roster.id.UuidV7;
import io.roster.search.ContactQuery;
import io.roster.search.SortReader;
import io.roster.search.SqlSearch;
import io.roster.search.index.IndexSearch;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.text.Folding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.lucene.search.IndexSearcher;
import org.junit.jupiter.api.Test;

class FilterAgreementTest {
    private static final int FILTERS = Integer.getInteger("roster.filters", 2_500); // others at every run
    private static final int PEOPLE = 120;
    private static final int AT_A_TIME = 50;

    @Test
    void databaseMemoryIndexAndOracleFindTheSameContacts() throws IOException {
        long seed = Long.getLong("roster.seed", System.nanoTime());
        System.out.println("FilterAgreementTest: -Droster.seed=" + seed);
        Random random = new Random(seed);
        UUID workspaceId = UUID.randomUUID();
        try (TestDatabase database = TestPostgres.database();
                Database store = new Database(database.address(), 2)) {
            CustomFields customFields =
                    new CustomFields(List.of(), new UuidV7(InstantSource.system()), InstantSource.system());
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
            try (PeopleIndex whole = PeopleIndex.inOneSegment(persons);
                    PeopleIndex segments = PeopleIndex.inSegments(persons)) {
                for (int done = 0; done < FILTERS; done += AT_A_TIME) {
                    IndexSearcher index = (random.nextBoolean() ? whole : segments).searcher();
                    store.read(tx -> {
                        compare(tx, workspaceId, customFields, fields, filters, persons, index);
                        return true;
                    });
                }
            }
        }
    }

    private static void compare(
            Tx tx,
            UUID workspaceId,
            CustomFields customFields,
            CustomFieldSet fields,
            RandomFilters filters,
            List<RandomPeople.Person> persons,
            IndexSearcher index) {
        List<RandomFilters.Case> cases = new ArrayList<>();
        List<Filter> read = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            RandomFilters.Case one = filters.next();
            cases.add(one);
            FilterReader reader = new FilterReader(new FilterFields(() -> fields), id -> Optional.empty());
            read.add(one.tolerant() ? reader.readTolerantly("", one.written()) : reader.read("", one.written()));
        }
        Map<UUID, boolean[]> stored = inDatabase(tx, workspaceId, read);
        List<Long> counts = new SqlSearch(customFields).counts(tx, workspaceId, read);
        for (int i = 0; i < AT_A_TIME; i++) {
            RandomFilters.Case one = cases.get(i);
            Set<UUID> indexed = inIndex(index, read.get(i), i % 10 == 0);
            long expected = 0;
            for (RandomPeople.Person person : persons) {
                boolean meant = one.meaning().test(person.facts());
                boolean sql = stored.getOrDefault(person.subject().contact().id(), new boolean[0])[i];
                boolean memory = FilterMatch.matches(read.get(i), person.subject());
                boolean found = indexed.contains(person.subject().contact().id());
                if (sql != meant || memory != meant || found != meant) {
                    throw new AssertionError("%s%nmeans %s, in the database %s, in memory %s, in the index %s, of%n%s"
                            .formatted(one.written(), meant, sql, memory, found, person.facts()));
                }
                expected += meant ? 1 : 0;
            }
            assertThat(counts.get(i)).isEqualTo(expected);
        }
    }

    private static Set<UUID> inIndex(IndexSearcher index, Filter filter, boolean counts) {
        try {
            IndexSearch.Found found = IndexSearch.page(
                    index, new ContactQuery(filter, SortReader.NEWEST, PEOPLE, Optional.empty(), true));
            assertThat(found.ids())
                    .doesNotHaveDuplicates()
                    .hasSize(Math.toIntExact(Objects.requireNonNull(found.total())));
            if (counts) {
                assertThat(IndexSearch.count(index, filter)).isEqualTo(found.total());
            }
            return Set.copyOf(found.ids());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<UUID, boolean[]> inDatabase(Tx tx, UUID workspaceId, List<Filter> filters) {
        SqlText sql = new SqlText().add("select c.id");
        filters.forEach(filter -> {
            sql.add(", ");
            FilterSql.write(filter, sql);
        });
        sql.add(" from contact c")
                .add(" left join company co on co.workspace_id = c.workspace_id and co.id = c.company_id")
                .add(" left join contact_activity a on a.workspace_id = c.workspace_id and a.contact_id = c.id")
                .add(" where c.workspace_id = ")
                .value("uuid", workspaceId);
        Map<UUID, boolean[]> found = new HashMap<>();
        sql.on(tx).planned().list(row -> {
            UUID id = row.uuid();
            boolean[] matches = new boolean[filters.size()];
            for (int i = 0; i < matches.length; i++) {
                matches[i] = Boolean.TRUE.equals(row.boolOrNull()); // as WHERE takes it
            }
            return found.put(id, matches) == null;
        });
        return found;
    }

    @Test
    void caseIsFoldedAlikeInTheDatabaseAndInMemoryForEveryCharacter() {
        try (TestDatabase database = TestPostgres.database();
                Database store = new Database(database.address(), 1)) {
            String all = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
                    .filter(point -> !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String folded =
                    store.read(tx -> tx.sql("select roster_fold(?)").bind(all).one(row -> row.text()));
            assertThat(folded.equals(Folding.fold(all))).isTrue();
        }
    }
}
