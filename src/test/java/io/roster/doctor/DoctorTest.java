package io.roster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.CommandLineRun;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class DoctorTest {
    @TempDir
    private Path home;

    @Test
    void aServerThatRunsIsWell() {
        try (TestRoster roster = TestRoster.start()) {
            CommandLineRun run = examine(
                    "--home",
                    roster.home().toString(),
                    "--database-url",
                    roster.database().url());

            assertThat(run.out())
                    .contains("a server runs here, process ", "are applied")
                    .doesNotContain("problem");
            assertThat(run.status()).isZero();
            assertThat(examine(
                                    "--json",
                                    "--home",
                                    roster.home().toString(),
                                    "--database-url",
                                    roster.database().url())
                            .out())
                    .startsWith("{\"ok\":true,\"findings\":[{\"about\":\"configuration\",\"state\":\"ok\"");
        }
    }

    @Test
    void whereThereIsNothingYetItSaysSoAndMakesNothing() {
        Path missing = home.resolve("missing");
        CommandLineRun run = examine("--home", missing.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("note", "the first start of a server makes it");
        assertThat(missing).doesNotExist();
    }

    @Test
    void whatOthersCanOpenIsAProblemWithItsCure() throws Exception {
        Path key = home.resolve("admin.key");
        Files.writeString(key, "a-key-of-thirty-two-characters-or-more");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        CommandLineRun run = examine("--home", home.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("Run: chmod 600 " + key, "Run: chmod 700 " + home);
    }

    @Test
    void aBadConfigurationIsAProblemForEachFault() {
        CommandLineRun run = examine("--port", "x", "--log", "y");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("ROSTER_PORT", "ROSTER_LOG");
    }

    @Test
    void aDatabaseThatIsAwayIsAProblem() {
        CommandLineRun run =
                examine("--home", home.toString(), "--database-url", "postgresql://someone:secret@127.0.0.1:1/nowhere");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("127.0.0.1:1", "Is it started").doesNotContain("secret");
    }

    @Test
    void migrationsThatWaitAreANoteAndUnknownOnesAProblem() throws Exception {
        try (TestDatabase empty = TestPostgres.emptyDatabase()) {
            assertThat(finding(empty, Clock.systemUTC(), "migrations").state()).isEqualTo(Finding.State.NOTE);
        }
        try (TestDatabase database = TestPostgres.database()) {
            try (Connection connection = DriverManager.getConnection(database.url());
                    Statement statement = connection.createStatement()) {
                statement.execute("update flyway_schema_history set version = '999' where version = '053'");
            }
            Finding unknown = finding(database, Clock.systemUTC(), "migrations");
            assertThat(unknown.isProblem()).isTrue();
            assertThat(unknown.detail()).contains("999");
        }
    }

    @Test
    void clocksThatDifferAreAProblem() {
        try (TestDatabase database = TestPostgres.database()) {
            Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
            assertThat(finding(database, fast, "clocks").isProblem()).isTrue();
            assertThat(finding(database, Clock.systemUTC(), "clocks").isProblem())
                    .isFalse();
        }
    }

    private static Finding finding(TestDatabase database, Clock clock, String about) {
        List<Finding> findings = new DatabaseCheck(database.address(), clock).findings();
        Optional<Finding> found = findings.stream()
                .filter(finding -> finding.about().equals(about))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError(findings.toString()));
    }

    private static CommandLineRun examine(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "doctor";
        System.arraycopy(options, 0, words, 1, options.length);
        return CommandLineRun.of(words);
    }
}
