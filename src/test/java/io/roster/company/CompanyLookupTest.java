package io.roster.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read to find companies by their domains, as PostgreSQL counts it: a clock would tell of the machine. */
class CompanyLookupTest {
    private static final int COMPANIES = 1_500;

    /** More than it takes until a plan is kept. */
    private static final int TIMES = 10;

    private final CompanyStore store = new CompanyStore();

    @Test
    void fewDomainsAreFoundWithoutReadingTheOtherCompanies() {
        try (TestDatabase made = TestPostgres.database();
                Database database = new Database(made.address(), 1)) {
            UUID workspace = fill(database);
            assertThat(rowsRead(database, workspace, List.of("c7.com"))).isEqualTo(1);
            assertThat(rowsRead(database, workspace, List.of("c7.com", "c8.com", "no.com")))
                    .isEqualTo(2);
        }
    }

    @Test
    void manyDomainsAreFoundByReadingThemOrAllOnce() {
        try (TestDatabase made = TestPostgres.database();
                Database database = new Database(made.address(), 1)) {
            UUID workspace = fill(database);
            List<String> wanted =
                    IntStream.range(0, 1_000).mapToObj(n -> "c" + n + ".com").toList();
            assertThat(rowsRead(database, workspace, wanted)).isBetween(1_000L, (long) COMPANIES);
        }
    }

    /** Many companies in one workspace, among many workspaces with few; so that few are expected in each. */
    private static UUID fill(Database database) {
        UUID large = UUID.randomUUID();
        database.write(tx -> {
            insert(tx, large, COMPANIES);
            for (int i = 0; i < 1_000; i++) {
                insert(tx, UUID.randomUUID(), 10);
            }
            return tx.sql("analyze company").update();
        });
        return large;
    }

    private static void insert(Tx tx, UUID workspace, int companies) {
        tx.sql("""
                insert into company (workspace_id, id, name, domain, created_at, updated_at)
                select ?, gen_random_uuid(), 'A company', 'c' || n || '.com', now(), now()
                from generate_series(0, ? - 1) n
                """).bind(workspace).bind(companies).update();
    }

    /** By one of the look-ups. */
    private long rowsRead(Database database, UUID workspace, List<String> domains) {
        return database.read(tx -> {
            long before = rowsRead(tx);
            for (int i = 0; i < TIMES; i++) {
                store.byDomain(tx, workspace, domains);
            }
            return (rowsRead(tx) - before) / TIMES;
        });
    }

    private static long rowsRead(Tx tx) {
        return tx.sql("""
                select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'company'
                """).one(Row::bigint);
    }
}
