package io.roster.company;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.Tx;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is read to find companies by their domains or ids, as PostgreSQL counts it: a clock would tell of the machine. */
class CompanyLookupTest {
    private static final int COMPANIES = 1_500;

    /** More than it takes until a plan is kept. */
    private static final int TIMES = 10;

    private static final UUID WORKSPACE = UUID.randomUUID();

    private static TestDatabase made;
    private static Database database;

    private final CompanyStore store = new CompanyStore();

    /** Many companies in one workspace, among many workspaces with few, so that few are expected in each. */
    @BeforeAll
    static void fill() {
        made = TestPostgres.database();
        database = new Database(made.address(), 1);
        database.write(tx -> tx.sql("""
                with workspace as materialized (
                    select gen_random_uuid() as id, 10 as companies from generate_series(1, 1000)
                    union all select ?, ?
                )
                insert into company (workspace_id, id, name, domain, created_at, updated_at)
                select w.id, gen_random_uuid(), 'A company', 'c' || n || '.com', now(), now()
                from workspace w, generate_series(0, w.companies - 1) n
                """).bind(WORKSPACE).bind(COMPANIES).update());
        database.write(tx -> tx.sql("analyze company").update());
    }

    @AfterAll
    static void drop() {
        database.close();
        made.close();
    }

    @Test
    void fewDomainsAreFoundWithoutReadingTheOtherCompanies() {
        assertThat(rowsReadFor(List.of("c7.com"))).isEqualTo(1);
        assertThat(rowsReadFor(List.of("c7.com", "c8.com", "no.com"))).isEqualTo(2);
    }

    @Test
    void manyDomainsAreFoundByReadingThemOrAllOnce() {
        List<String> wanted =
                IntStream.range(0, 1_000).mapToObj(n -> "c" + n + ".com").toList();
        assertThat(rowsReadFor(wanted)).isBetween(1_000L, (long) COMPANIES);
    }

    @Test
    void oneIdIsFoundWithoutReadingTheOtherCompanies() {
        UUID id = database.read(tx -> store.byDomain(tx, WORKSPACE, List.of("c7.com")))
                .getFirst()
                .id();
        assertThat(rowsRead(tx -> store.byId(tx, WORKSPACE, List.of(id)))).isEqualTo(1);
    }

    private long rowsReadFor(List<String> domains) {
        return rowsRead(tx -> store.byDomain(tx, WORKSPACE, domains));
    }

    /** By one of the look-ups. */
    private static long rowsRead(Consumer<Tx> lookup) {
        return database.read(tx -> {
            long before = rowsRead(tx);
            for (int i = 0; i < TIMES; i++) {
                lookup.accept(tx);
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
