package io.roster.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.filter.Filter;
import io.roster.id.UuidV7;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListPlanTest {
    private static final UUID WORKSPACE = UUID.randomUUID();

    /** A large workspace among small ones is what the planner takes for a reason to plan each time. */
    @Test
    void theListOfALargeWorkspaceIsNotPlannedEachTime() {
        InstantSource clock = InstantSource.system();
        SqlSearch search = new SqlSearch(new CustomFields(List.of(), new UuidV7(clock), clock));
        ContactQuery query = new ContactQuery(Filter.EVERYTHING, SortReader.NEWEST, 100, Optional.empty(), true);
        try (TestDatabase made = TestPostgres.database();
                Database database = new Database(made.address(), 1)) {
            fill(database);
            int rows = database.read(tx -> {
                for (int i = 0; i < 9; i++) {
                    search.page(tx, WORKSPACE, query);
                }
                return search.page(tx, WORKSPACE, query).rows().size();
            });
            assertThat(rows).isEqualTo(100);
            assertThat(database.<Long>read(tx -> tx.sql(
                                    "select generic_plans from pg_prepared_statements where statement like 'with page%'")
                            .one(Row::bigint)))
                    .isEqualTo(5);
        }
    }

    private static void fill(Database database) {
        database.write(tx -> tx.sql("""
                insert into contact (workspace_id, id, email, derived, lead_score, icp_tier, grade, verification_status,
                    is_enriched, tags, custom_fields, created_at, updated_at)
                select w.id, gen_random_uuid(), 'a' || n || '@acme.com', '{}', 0, 'D', 'F', 'unverified',
                    false, '{}', '{}', now() - n * interval '1 s', now()
                from (select ?::uuid, 12000 union all select gen_random_uuid(), 20 from generate_series(1, 100))
                    w (id, contacts), generate_series(1, w.contacts) n
                """).bind(WORKSPACE).update());
        database.write(tx -> tx.sql("analyze contact").update());
    }
}
