package io.roster.search.local;

import static io.roster.search.local.Indexed.is;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.Main;
import io.roster.testkit.Answer;
import io.roster.testkit.ChildJvm;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An index on disk, through all that can befall it. */
@TakesLong
class IndexUpkeepTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String ADMIN_KEY = "the-operator-of-the-tests-0123456789";

    @TempDir
    private Path home;

    private TestDatabase database;

    @BeforeEach
    void database() {
        database = TestPostgres.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private TestRoster start() {
        return start(home, "3");
    }

    private TestRoster start(Path at, String threshold) {
        return TestRoster.on(database, Map.of("ROSTER_HOME", at.toString(), "ROSTER_SEARCH_THRESHOLD", threshold));
    }

    private static TestClient filled(TestRoster roster, int contacts) {
        TestClient workspace = roster.workspace("*", "admin:gdpr");
        for (int i = 0; i < contacts; i++) {
            create(workspace, "person" + i + "@acme.example");
        }
        return workspace;
    }

    private static String create(TestClient workspace, String email) {
        return workspace.post(CONTACTS, Map.of("email", email)).expect(201).text("id");
    }

    @Test
    void whatOneServerWritesAnotherOneFindsAtOnce() {
        try (TestRoster one = start(home.resolve("one"), "3");
                TestRoster other = start(home.resolve("other"), "3")) {
            TestClient here = filled(one, 5);
            TestClient there = here.at(other.url());
            Indexed.await(other, there);
            for (int i = 0; i < 30; i++) {
                String email = "passed" + i + "@acme.example";
                create(here, email);
                assertThat(Indexed.search(there, is("email", "eq", email))).containsExactly(email);
            }
            assertThat(Indexed.isByIndex(other, there)).isTrue();
        }
    }

    /** A workspace of five, in the files of whose index there still is a person that was erased. */
    private TestClient withErased(String name) {
        TestClient workspace;
        String id;
        try (TestRoster roster = start()) {
            workspace = filled(roster, 5);
            id = create(workspace, name + "@erased.example");
            Indexed.await(roster, workspace);
        }
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            Indexed.await(roster, again);
            again.delete(CONTACTS + id + "/?hard=true").expect(200);
            assertThat(Indexed.search(again, is("email", "contains", name))).isEmpty();
            assertThat(Indexed.search(again, Map.of())).hasSize(5);
        }
        IndexFilesOnDisk files = new IndexFilesOnDisk(home);
        assertThat(files.terms(name)).isNotEmpty();
        assertThat(files.filesWith(name)).isNotEmpty();
        return workspace;
    }

    private void assertGoneFromFiles(String name) {
        IndexFilesOnDisk files = new IndexFilesOnDisk(home);
        assertThat(files.terms(name)).isEmpty();
        assertThat(files.filesWith(name)).isEmpty();
        assertThat(files.terms("person1")).isNotEmpty();
    }

    @Test
    void anErasedPersonIsFoundNoMoreAndAfterAnExpungeNotInTheFilesEither() {
        String name = "qzxwvkjhgpfyb";
        TestClient workspace = withErased(name);
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            Indexed.await(roster, again);
            roster.operator().post(Indexed.INDEXES + "expunge/", Map.of()).expect(202);
            Indexed.await(roster, again);
            assertGoneFromFiles(name);
            assertThat(Indexed.search(again, Map.of())).hasSize(5);
        }
    }

    @Test
    @Timeout(60)
    void aNightThatAServerWasDownForIsMadeUpForAtItsStart() throws Exception {
        String name = "bqzxwvkjhgpfy";
        TestClient workspace = withErased(name);
        IndexHome indexes = new IndexHome(home.resolve("search"));
        Instant before = Instant.parse("2026-01-01T12:00:00Z");
        indexes.cleaned(before);
        try (TestRoster roster = start()) {
            while (indexes.cleanedAt().orElseThrow().equals(before)) {
                Thread.sleep(20);
            }
            assertGoneFromFiles(name);
            assertThat(Indexed.search(workspace.at(roster.url()), Map.of())).hasSize(5);
        }
    }

    @Test
    void whatAKilledBuildLeftIsThrownAway() throws Exception {
        TestClient workspace;
        try (TestRoster roster = start()) {
            workspace = filled(roster, 5);
            Indexed.await(roster, workspace);
        }
        Path left = onlyIndex().resolve("2");
        Files.createDirectories(left);
        Files.writeString(left.resolve("_0.fdt"), "half");
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            Indexed.await(roster, again);
            assertThat(Indexed.search(again, Map.of())).hasSize(5);
            assertThat(left).doesNotExist();
        }
    }

    private Path onlyIndex() throws IOException {
        try (Stream<Path> folders = Files.list(home.resolve("search"))) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    @Test
    void aDamagedIndexIsBuiltAnewAndSearchesAreRightMeanwhile() throws Exception {
        IndexFilesOnDisk files = new IndexFilesOnDisk(home);
        TestClient workspace;
        try (TestRoster roster = start()) {
            workspace = filled(roster, 50);
            Indexed.await(roster, workspace);
        }
        Path damaged = files.build();
        files.damage();
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            assertThat(Indexed.search(again, Map.of())).hasSize(50);
            Indexed.await(roster, again);
            assertThat(Indexed.search(again, Map.of())).hasSize(50);
            assertThat(files.build()).isNotEqualTo(damaged);
        }
    }

    @Test
    void anIndexThatKnowsMoreThanTheDatabaseIsBuiltAnew() throws Exception {
        TestClient workspace;
        try (TestRoster roster = start()) {
            workspace = filled(roster, 5);
            Indexed.await(roster, workspace);
            create(workspace, "lost@restore.example");
            assertThat(Indexed.search(workspace, Map.of())).hasSize(6);
        }
        run("delete from change_log where contact_id in (select id from contact where email = 'lost@restore.example')");
        run("delete from contact where email = 'lost@restore.example'");
        run("update contact_total set contacts = contacts - 1");
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            assertThat(Indexed.search(again, Map.of())).hasSize(5);
            Indexed.await(roster, again);
            assertThat(Indexed.search(again, Map.of())).hasSize(5);
        }
    }

    @Test
    void whatHappenedWhileItWasClosedIsTakenIn() {
        TestClient workspace;
        try (TestRoster roster = start()) {
            workspace = filled(roster, 5);
            Indexed.await(roster, workspace);
        }
        Path before = new IndexFilesOnDisk(home).build();
        try (TestRoster other = start(home.resolve("other"), "1000")) {
            create(workspace.at(other.url()), "meanwhile@acme.example");
        }
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            Indexed.await(roster, again);
            assertThat(Indexed.search(again, is("email", "starts_with", "mean")))
                    .containsExactly("meanwhile@acme.example");
            assertThat(new IndexFilesOnDisk(home).build()).isEqualTo(before);
        }
    }

    @Test
    void aReindexReplacesTheIndexWhileItAnswers() {
        try (TestRoster roster = start()) {
            TestClient workspace = filled(roster, 5);
            Indexed.await(roster, workspace);
            Path before = new IndexFilesOnDisk(home).build();
            Answer begun = roster.operator()
                    .post(Indexed.INDEXES + "reindex/", Map.of())
                    .expect(202);
            assertThat(begun.data()).hasSize(1);
            Indexed.until(() -> {
                assertThat(Indexed.search(workspace, Map.of())).hasSize(5);
                return !before.toFile().exists();
            });
            Indexed.await(roster, workspace);
            create(workspace, "afterwards@acme.example");
            assertThat(Indexed.search(workspace, Map.of())).hasSize(6);
        }
    }

    @Test
    void aWalkThatCrossesTheThresholdSkipsAndRepeatsNothing() {
        try (TestRoster roster = start(home, "12")) {
            TestClient workspace = filled(roster, 10);
            List<String> seen = new ArrayList<>();
            String cursor = page(workspace, null, seen);
            cursor = page(workspace, cursor, seen);
            assertThat(Indexed.byIndex(roster)).isZero();
            for (int i = 0; i < 4; i++) {
                create(workspace, "aaa" + i + "@before.example"); // before the place where the walk is
            }
            Indexed.await(roster, workspace);
            double before = Indexed.byIndex(roster);
            while (cursor != null) {
                cursor = page(workspace, cursor, seen);
            }
            assertThat(Indexed.byIndex(roster)).isGreaterThan(before);
            assertThat(seen).hasSize(10).doesNotHaveDuplicates().isSorted();
        }
    }

    private static @Nullable String page(TestClient workspace, @Nullable String cursor, List<String> seen) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "filters", List.of(is("lead_score", "gte", 0)),
                "sort", List.of(Map.of("field", "email", "direction", "asc")),
                "page_size", 3));
        if (cursor != null) {
            body.put("cursor", cursor);
        }
        Answer answer = workspace.post(Indexed.SEARCH, body).expect(200);
        answer.data().forEach(contact -> seen.add(contact.get("email").asString()));
        return answer.json().at("/meta/next_cursor").isNull() ? null : answer.text("/meta/next_cursor");
    }

    @Test
    void killedWhileItIsWrittenToItHasEverythingWhenItIsBack() throws Exception {
        TestClient workspace;
        List<String> written = new ArrayList<>();
        try (ChildJvm server = ChildJvm.start(
                Main.class,
                "serve",
                "--home=" + home,
                "--port=0",
                "--admin-key=" + ADMIN_KEY,
                "--rate-limit=off",
                "--search-threshold=3",
                "--database-url=" + database.url())) {
            URI url = URI.create(server.line().substring("roster ready on ".length()));
            TestClient operator = TestClient.of(url).bearing(ADMIN_KEY);
            String id = operator.post("/api/v1/admin/workspaces/", Map.of("name", "Crash"))
                    .expect(201)
                    .text("id");
            workspace = operator.bearing(operator.post(
                            "/api/v1/admin/workspaces/" + id + "/api-keys/",
                            Map.of("name", "k", "scopes", List.of("*")))
                    .expect(201)
                    .text("key"));
            for (int i = 0; i < 150; i++) {
                String email = "killed%03d@acme.example".formatted(i);
                create(workspace, email);
                written.add(email);
                assertThat(Indexed.search(workspace, is("email", "eq", email))).hasSize(1);
            }
            server.kill();
        }
        try (TestRoster roster = start()) {
            TestClient again = workspace.at(roster.url());
            Indexed.await(roster, again);
            assertThat(Indexed.search(again, Map.of())).isEqualTo(written);
        }
    }

    private void run(String statement) throws SQLException {
        var at = database.address();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
