package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.company.Company;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.filter.FieldType;
import io.roster.filter.Filter;
import io.roster.filter.FilterField;
import io.roster.filter.FilterFields;
import io.roster.filter.FilterReader;
import io.roster.id.UuidV7;
import io.roster.search.AggregateQuery;
import io.roster.search.Aggregates;
import io.roster.search.Aggregation;
import io.roster.search.CalendarInterval;
import io.roster.search.SqlAggregates;
import io.roster.search.index.IndexAggregates;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.lucene.search.IndexSearcher;
import org.junit.jupiter.api.Test;

/** The database and the index count the same. */
class AggregateAgreementTest {
    private static final int QUERIES = 150;
    private static final int PEOPLE = 120;
    private static final List<String> NAMES = List.of(
            "first_name",
            "company.industry",
            "company_id",
            "deletion_reason",
            "tags",
            "is_enriched",
            "lead_score",
            "company.employee_count",
            "created_at",
            "deleted_at",
            "last_event_at",
            "event_count.email_opened",
            "custom_fields.string",
            "custom_fields.string_fb",
            "custom_fields.number",
            "custom_fields.number_fb",
            "custom_fields.boolean_fb",
            "custom_fields.date",
            "custom_fields.date_fb",
            "custom_fields.dropdown_fb",
            "custom_fields.multi_select",
            "custom_fields.multi_select_fb");

    private final long seed = Long.getLong("roster.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final UUID workspaceId = UUID.randomUUID();

    @Test
    void databaseAndIndexCountTheSame() throws IOException {
        System.out.println("AggregateAgreementTest: -Droster.seed=" + seed);
        CustomFields customFields =
                new CustomFields(List.of(), new UuidV7(InstantSource.system()), InstantSource.system());
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
            try (PeopleIndex index = PeopleIndex.inSegments(persons)) {
                for (int i = 0; i < QUERIES; i++) {
                    Filter filter = random.nextInt(3) == 0
                            ? Filter.EVERYTHING
                            : new FilterReader(names, id -> Optional.empty())
                                    .read("", filters.next().written());
                    compare(store, index.searcher(), new AggregateQuery(filter, aggregations(names)));
                }
            }
        }
    }

    private void compare(Database store, IndexSearcher index, AggregateQuery query) throws IOException {
        Aggregates stored = store.read(tx -> new SqlAggregates().counts(tx, workspaceId, query));
        assertThat(IndexAggregates.counts(index, query))
                .as("%s", query)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(stored);
    }

    private List<Aggregation> aggregations(FilterFields names) {
        List<Aggregation> aggregations = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            aggregations.add(aggregation(names.get("", NAMES.get(random.nextInt(NAMES.size())))));
        }
        return aggregations;
    }

    private Aggregation aggregation(FilterField field) {
        boolean isTime = field.type() == FieldType.TIME;
        boolean isSmall = field.type() == FieldType.NUMBER && !field.wire().startsWith("custom");
        if (random.nextBoolean() && isSmall) {
            return new Aggregation.NumberHistogram(field, new BigDecimal(random.nextBoolean() ? "0.5" : "10"));
        }
        if (random.nextBoolean() && isTime) {
            return new Aggregation.TimeHistogram(
                    field, random.nextBoolean() ? CalendarInterval.DAY : CalendarInterval.QUARTER);
        }
        return new Aggregation.Terms(field, 1 + random.nextInt(6));
    }
}
