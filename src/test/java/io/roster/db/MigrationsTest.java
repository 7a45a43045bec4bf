package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.StartupFailure;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final String FOLDER = "io/roster/db/migrations/";

    private final TestDatabase test = TestPostgres.emptyDatabase();
    private final Database database = new Database(test.address(), 2);

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    @Test
    void serversThatStartAtOnceMigrateOnce() throws InterruptedException, ExecutionException {
        try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(servers.submit(() -> Migrations.apply(test.address(), FOLDER + "slow")));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        assertThat(history()).containsExactly("001", "002");
        assertThat(count("notes")).isEqualTo(1);
    }

    @Test
    void theFilesAndFlywaysHistoryHaveTheSameChecksums() throws Exception {
        Migrations.apply(test.address(), FOLDER + "second");
        List<Integer> checksums =
                database.read(tx -> tx.sql("select checksum from flyway_schema_history order by version")
                        .list(Row::integer));
        var files = MigrationFiles.in(FOLDER + "second");
        assertThat(files.keySet()).containsExactlyInAnyOrder("001", "002");
        assertThat(checksums).containsExactly(files.get("001"), files.get("002"));
    }

    @Test
    void aSchemaThatIsUpToDateIsLeftAloneAndCostsNextToNothing() {
        Migrations.apply(test.address(), FOLDER + "first");
        long least = Long.MAX_VALUE; // of some, for other tests run beside this one
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            Migrations.apply(test.address(), FOLDER + "first");
            least = Math.min(least, System.nanoTime() - start);
        }
        assertThat(least / 1_000_000).isLessThan(300);
        assertThat(history()).containsExactly("001");
    }

    @Test
    void whatIsMissingIsApplied() {
        Migrations.apply(test.address(), FOLDER + "first");
        Migrations.apply(test.address(), FOLDER + "second");
        assertThat(history()).containsExactly("001", "002");
    }

    @Test
    void aMigrationMayTakeLongerThanAStatementOfARequest() {
        database.write(tx -> tx.sql("alter database " + name() + " set statement_timeout = '200ms'")
                .update());
        Migrations.apply(test.address(), FOLDER + "slow");
        assertThat(history()).containsExactly("001", "002");
    }

    @Test
    void aSchemaNewerThanTheProgramIsRefused() {
        Migrations.apply(test.address(), FOLDER + "second");
        assertThatThrownBy(() -> Migrations.apply(test.address(), FOLDER + "first"))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("at version 002")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMigrationThatWasChangedAfterwardsIsRefusedInOneLine() {
        Migrations.apply(test.address(), FOLDER + "first");
        database.write(
                tx -> tx.sql("update flyway_schema_history set checksum = 7").update());
        assertThatThrownBy(() -> Migrations.apply(test.address(), FOLDER + "first"))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("checksum")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMigrationThatFailsLeavesNothingOfItself() {
        assertThatThrownBy(() -> Migrations.apply(test.address(), FOLDER + "broken"))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("nowhere")
                .hasMessageNotContaining("\n");
        assertThat(history()).containsExactly("001");
        assertThat(database.<Boolean>read(
                        tx -> tx.sql("select to_regclass('half') is null").one(Row::bool)))
                .isTrue();
    }

    @Test
    void aDatabaseThatIsAwayIsNamedWithoutItsPassword() {
        var nowhere = new DatabaseAddress("jdbc:postgresql://127.0.0.1:1/roster", "someone", "hush-hush");
        assertThatThrownBy(() -> Migrations.apply(nowhere, FOLDER + "first"))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("hush-hush")
                .hasMessageNotContaining("\n");
    }

    private List<String> history() {
        return database.read(tx -> tx.sql("select version from flyway_schema_history order by installed_rank")
                .list(Row::text));
    }

    private long count(String table) {
        return database.read(tx -> tx.sql("select count(*) from " + table).one(Row::bigint));
    }

    private String name() {
        return database.read(tx -> tx.sql("select current_database()").one(Row::text));
    }
}
