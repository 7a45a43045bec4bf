package io.roster.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roster.StartupFailure;
import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    private static Path home;

    @BeforeAll
    static void lendPrograms() throws IOException {
        TestPostgres.lendPrograms(home);
    }

    @Test
    void whatOneRunWritesTheNextReads() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 1)) {
            database.write(tx -> tx.sql("create table survivor as select 'still here' as text")
                    .update());
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 1)) {
            assertThat(text(database, "select text from survivor")).isEqualTo("still here");
        }
    }

    @Test
    void closingIsCleanAndMayBeRepeated() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        postgres.close();
        postgres.close();
        String log = Files.readString(folder().resolve("postgres.log"));
        assertThat(log.strip()).endsWith("database system is shut down");
        assertThat(folder().resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void onlyTheOwnerReadsThePasswordAndTheData(@TempDir Path fresh) throws IOException {
        EmbeddedPostgres.start(fresh, PostgresSettings.throwaway(), Optional.of(TestPostgres.programs()))
                .close();
        Path made = fresh.resolve("postgres");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
    }

    @Test
    void theDatabaseIsSetUpForAllOfUnicodeAndForSafety() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 1)) {
            assertThat(text(database, "select lower('ÀÉÎŐÜ ΑΣ ЖЩ')")).isEqualTo("àéîőü ας жщ".replace('ς', 'σ'));
            assertThat(text(database, "select string_agg(x, '' order by x) from unnest(array['b', 'é', 'a', 'Z']) x"))
                    .isEqualTo("Zabé");
            assertThat(text(database, "select ('ÉCOLE' ilike '%école%')::text")).isEqualTo("true");
            assertThat(text(database, "show data_checksums")).isEqualTo("on");
            assertThat(text(database, "show fsync")).isEqualTo("on");
            assertThat(text(database, "show timezone")).isEqualTo("UTC");
            assertThat(text(database, "show is_superuser")).isEqualTo("off");
            assertThat(text(database, "show listen_addresses")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void theExtensionsThatTheSchemaNeedsAreThereAndKnowAccents() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 1)) {
            for (String extension : new String[] {"pg_trgm", "btree_gin", "unaccent", "citext"}) {
                database.write(tx ->
                        tx.sql("create extension if not exists " + extension).update());
            }
            assertThat(text(database, "select array_length(show_trgm('éàü'), 1)::text"))
                    .isEqualTo("4");
            assertThat(text(database, "select unaccent('Zoë')")).isEqualTo("Zoe");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            String url = postgres.address().jdbcUrl();
            assertThatThrownBy(() -> java.sql.DriverManager.getConnection(url, "roster", "guess"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void aSecondOneOnTheSameHomeIsRefusedAndTheFirstGoesOn() {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(home);
                Database database = new Database(first.address(), 1)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("in use by another server");
            assertThat(text(database, "select 'fine'")).isEqualTo("fine");
        }
    }

    /** A terminal sends Ctrl-C to all processes of its session that are in front. */
    @Test
    void ctrlCDoesNotReachIt() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(postgres).isNotNull();
            String pid =
                    Files.readAllLines(folder().resolve("data/postmaster.pid")).getFirst();
            assertThat(session(pid)).isNotEqualTo(session("self"));
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramDoesNotStopTheStart() throws IOException {
        EmbeddedPostgres.start(home).close();
        Files.writeString(
                folder().resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder().resolve("data")
                        + "\n1\n5432\n\n127.0.0.1\n1 1\nready\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 1)) {
            assertThat(text(database, "select 'fine'")).isEqualTo("fine");
        }
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsThrownAway(@TempDir Path fresh) throws IOException {
        Path postgres = Files.createDirectories(fresh.resolve("postgres"));
        Files.createDirectories(postgres.resolve("18.4.partial/bin"));
        Files.writeString(postgres.resolve("18.4.partial/bin/postgres"), "half");
        Files.createDirectories(postgres.resolve("data.partial/base"));
        Files.writeString(postgres.resolve("data.partial/PG_VERSION"), "18\n");
        Files.writeString(postgres.resolve("password.partial"), "half");
        try (EmbeddedPostgres started = EmbeddedPostgres.start(fresh, PostgresSettings.throwaway());
                Database database = new Database(started.address(), 1)) {
            assertThat(text(database, "select 'fine'")).isEqualTo("fine");
        }
        assertThat(names(postgres)).containsExactlyInAnyOrder("18.4", "data", "lock", "password", "postgres.log");
    }

    @Test
    void aStartThatFailsSaysWhatPostgresSaid(@TempDir Path broken) throws IOException {
        TestPostgres.lendPrograms(broken);
        EmbeddedPostgres.start(broken, PostgresSettings.throwaway()).close();
        Files.writeString(broken.resolve("postgres/data/postgresql.conf"), "no_such_setting = 1\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(broken, PostgresSettings.throwaway()))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("no_such_setting")
                .hasMessageNotContaining("\n");
        Files.writeString(broken.resolve("postgres/data/postgresql.conf"), "");
        EmbeddedPostgres.start(broken, PostgresSettings.throwaway()).close();
    }

    @Test
    void dataOfAnotherVersionIsNamedAndLeftAlone(@TempDir Path other) throws IOException {
        TestPostgres.lendPrograms(other);
        Files.createDirectories(other.resolve("postgres/data"));
        Files.writeString(other.resolve("postgres/password"), "secret");
        Files.writeString(other.resolve("postgres/data/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(other))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("made by PostgreSQL 17");
    }

    @Test
    void rootMayRunItAsNobodyAndGoBack() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root has the choice");
        Path served = home.resolveSibling(home.getFileName() + "-nobody");
        try {
            Path own = Files.createDirectories(served.resolve("postgres")).resolve(Binaries.VERSION);
            Folders.copy(TestPostgres.programs().resolve(Binaries.VERSION), own); // those of others nobody cannot reach
            for (ServerUser user : new ServerUser[] {ServerUser.nobody(), ServerUser.namespaced()}) {
                try (EmbeddedPostgres postgres =
                                EmbeddedPostgres.start(served, PostgresSettings.throwaway(), Optional.empty(), user);
                        Database database = new Database(postgres.address(), 1)) {
                    assertThat(text(database, "select 'fine'")).isEqualTo("fine");
                }
                assertThat(Files.getAttribute(served.resolve("postgres/data"), "unix:uid"))
                        .isEqualTo(user.owner());
            }
        } finally {
            Folders.delete(served);
        }
    }

    private static String session(String pid) throws IOException {
        String afterName = Files.readString(Path.of("/proc", pid, "stat")).replaceFirst(".*\\) ", "");
        return afterName.split(" ", 5)[3];
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private static String text(Database database, String query) {
        return database.read(tx -> tx.sql(query).one(Row::text));
    }

    private static Path folder() {
        return home.resolve("postgres");
    }
}
