package io.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.PostgresSettings;
import io.roster.testkit.ChildJvm;
import io.roster.testkit.TakesLong;
import io.roster.text.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command in a process of its own, as it is run by hand. */
@Timeout(180)
@TakesLong
class BenchCommandTest {
    private static final int CONTACTS = 100;

    private record Outcome(int status, String out, String err) {}

    @TempDir
    private Path folder;

    @Test
    void withoutTheLoadGeneratorItSaysInOneLineHowToGetIt() throws Exception {
        Outcome outcome = run(Map.of("PATH", folder.toString()), "get");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("roster: roster bench needs the load generator wrk; apt-get install wrk\n");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aBenchmarkThatIsNotThereIsRefusedWithTheNamesOfThoseThatAre() throws Exception {
        Outcome outcome = run(Map.of(), "gte");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no benchmark gte; there are get, list, ", "growth");
    }

    @Test
    void aRunMeasuresTheServerBesideItsLimitAndKeepsTheLoadedDatabase() throws Exception {
        assumeTrue(isInstalled("wrk"), "wrk is not installed");
        Path json = folder.resolve("figures.json");
        Outcome outcome = run(
                Map.of("ROSTER_HOME", folder.resolve("home").toString()),
                "get",
                "--contacts",
                Integer.toString(CONTACTS),
                "--seconds=1",
                "--warm-up=0",
                "--json",
                json.toString());

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("loading 100 contacts").containsPattern("(?m)^get +[0-9,]+ ");
        JsonNode line = JsonMapper.builder()
                .build()
                .readTree(Files.readString(json))
                .get("lines")
                .get(0);
        assertThat(line.get("benchmark").stringValue()).isEqualTo("get");
        assertThat(line.get("rate").asDouble()).isNotNegative(); // a starved machine may not come to the first answer
        assertThat(line.get("limit").asDouble()).isPositive();
        assertThat(folder.resolve("home/bench/run-100")).doesNotExist();
        checkLoaded(folder.resolve("home/bench/loaded-100"));
    }

    /** What SQL has written is what the program would have written. */
    private static void checkLoaded(Path home) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home, PostgresSettings.throwaway());
                Database database = new Database(postgres.address(), 1)) {
            String large = "workspace_id = (select id from workspace where name = 'Large')";
            List<String> differing = new ArrayList<>();
            int rows = database.read(tx -> tx.sql(
                                    "select words, email, first_name, last_name, title from contact where " + large)
                            .list(row -> {
                                String words = row.text();
                                String email = row.text();
                                String expected =
                                        Words.stored(email, row.textOrNull(), row.textOrNull(), row.textOrNull());
                                if (!words.equals(expected)) {
                                    differing.add(words + " instead of" + expected);
                                }
                                return email;
                            }))
                    .size();
            assertThat(differing).isEmpty();
            assertThat(rows).isEqualTo(CONTACTS);
            for (String count : List.of(
                    "select sum(contacts)::bigint from contact_total where " + large,
                    "select count(*) from change_log where type = 'contact.created' and " + large,
                    "select count(*) from contact join company on company.workspace_id = contact.workspace_id"
                            + " and company.id = contact.company_id where contact." + large)) {
                assertThat(database.<Long>read(tx -> tx.sql(count).one(Row::bigint)))
                        .as(count)
                        .isEqualTo(CONTACTS);
            }
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildJvm.command(Main.class, "bench"));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }
}
