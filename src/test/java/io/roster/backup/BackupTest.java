package io.roster.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.Config;
import io.roster.Roster;
import io.roster.testkit.CommandLineRun;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@SuppressWarnings("NullAway.Init")
class BackupTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final Map<String, String> SETTINGS = Map.of(
            "ROSTER_PUBLIC_URL", "http://roster.example", // the issuer of the tokens
            "ROSTER_WEBHOOK_ALLOW_PRIVATE", "true");

    @TempDir
    private static Path folder;

    private static TestRoster source;
    private static TestClient client;
    private static Path backup;
    private static int before;
    private static int after;

    @BeforeAll
    static void backUpWhileContactsAreWritten() throws Exception {
        source = TestRoster.start(SETTINGS);
        client = source.workspace();
        client.post("/api/v1/webhooks/", Map.of("url", "http://127.0.0.1:1/", "events", List.of("contact.created")))
                .expect(201);
        client.post("/api/v1/custom-fields/", Map.of("name", "plan", "type", "string"));
        Files.writeString(source.home().resolve("admin.key"), source.operator().token() + "\n");
        backup = folder.resolve("roster.backup");
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                create("person%d@example.com".formatted(written.get()));
                written.incrementAndGet();
            }
        });
        while (written.get() < 20) {
            Thread.onSpinWait();
        }
        before = written.get();
        CommandLineRun run = backUp(backup);
        after = written.get() + 1; // the last one may have been answered, and not counted
        done.set(true);
        writer.join();
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("contact: ", "roster.backup is complete");
    }

    @AfterAll
    static void stop() {
        source.close();
    }

    @Test
    void itHoldsWhatWasThereAtOneMomentAndOnlyItsOwnerReadsIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        try (BackupFile file = BackupFile.open(backup)) {
            Map<String, Long> rows = file.rows();
            assertThat(rows.get("contact")).isBetween((long) before, (long) after);
            assertThat(rows.get("change_log")).isEqualTo(rows.get("contact"));
            assertThat(rows.get("webhook_delivery")).isEqualTo(rows.get("contact"));
        }
    }

    @Test
    void itIsNotWrittenOver() {
        CommandLineRun again = backUp(backup);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("roster: %s is there already, and is not written over\n".formatted(backup));
    }

    @Test
    void restoredIntoAnotherDatabaseItAnswersTheSameKeysAndTokensAndGoesOn() {
        String token = client.post("/api/v1/auth/token/", Map.of()).expect(200).text("access_token");
        try (TestDatabase empty = TestPostgres.emptyDatabase()) {
            CommandLineRun run = CommandLineRun.of(
                    "restore", backup.toString(), "--database-url", empty.url(), "--home", folder.toString());
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("restored as of 2", "erase-replay");
            try (TestRoster restored = TestRoster.on(empty, SETTINGS)) {
                compare(client.at(restored.url()));
                TestClient withToken = restored.anyone().bearing(token);
                withToken.get(CONTACTS).expect(200);
            }
            CommandLineRun again = CommandLineRun.of(
                    "restore", backup.toString(), "--database-url", empty.url(), "--home", folder.toString());
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.err())
                    .startsWith("roster: the database holds data already")
                    .hasLineCount(1);
        }
    }

    @Test
    void restoredBelowAHomeItIsThatHomesDatabaseAndReplacesOneOnlyWhenForced() throws Exception {
        Path home = folder.resolve("home");
        TestPostgres.lendPrograms(home);
        assertThat(restore(backup, home).err()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("admin.key"))))
                .isEqualTo("rw-------");
        assertThat(home.resolve("restore.partial")).doesNotExist();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(Map.of("ROSTER_HOME", home.toString(), "ROSTER_PORT", "0"));
        try (Roster restored = Roster.start(Config.read(settings, Map.of()))) {
            compare(client.at(restored.url()));
            assertThat(restore(backup, home, "--force").err()).contains("in use by another server");
        }
        CommandLineRun refused = restore(backup, home);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("there is a database in " + home, "--force");
    }

    @Test
    void aFileThatIsCutOffOrDamagedRestoresNothing() throws IOException {
        byte[] whole = Files.readAllBytes(backup);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 100));
        Path home = folder.resolve("nothing");
        assertThat(restore(cut, home).err()).contains("is no backup of Roster, or not a whole one");
        assertThat(home.resolve("postgres")).doesNotExist();
    }

    /** The contacts, their history, and the webhooks are the same ones; and one more of each can be made. */
    private static void compare(TestClient restored) {
        int contacts = restored.get(CONTACTS + "?page_size=1")
                .expect(200)
                .json()
                .at("/meta/total_count")
                .asInt();
        assertThat(contacts).isBetween(before, after);
        List<JsonNode> page = restored.get(CONTACTS + "?sort=created_asc&page_size=20")
                .expect(200)
                .data();
        assertThat(page)
                .isEqualTo(client.get(CONTACTS + "?sort=created_asc&page_size=20")
                        .expect(200)
                        .data());
        assertThat(feed(restored)).isEqualTo(feed(client).subList(0, contacts));
        assertThat(restored.get("/api/v1/webhooks/").expect(200).data())
                .isEqualTo(client.get("/api/v1/webhooks/").expect(200).data());

        restored.post(CONTACTS, Map.of("email", "new@example.org")).expect(201);
        assertThat(feed(restored)).hasSize(contacts + 1);
        String webhook =
                restored.get("/api/v1/webhooks/").data().getFirst().at("/id").asString();
        assertThat(restored.get("/api/v1/webhooks/" + webhook + "/deliveries/?page_size=1")
                        .expect(200)
                        .data())
                .isNotEmpty();
    }

    private static List<String> feed(TestClient reader) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            JsonNode page = reader.get("/api/v1/changes/?limit=1000" + cursor)
                    .expect(200)
                    .json();
            page.at("/data").forEach(change -> seen.add(change.at("/id").asString()));
            cursor = "&cursor=" + page.at("/meta/next_cursor").asString();
            more = page.at("/meta/has_more").asBoolean();
        }
        return seen;
    }

    private static void create(String email) {
        client.post(CONTACTS, Map.of("email", email, "company_domain", "example.com", "first_name", "Zoë \\ \t tab"))
                .expect(201);
    }

    private static CommandLineRun backUp(Path file) {
        return CommandLineRun.of(
                "backup",
                file.toString(),
                "--database-url",
                source.database().url(),
                "--home",
                source.home().toString());
    }

    private static CommandLineRun restore(Path file, Path home, String... more) {
        List<String> words = new ArrayList<>(List.of("restore", file.toString(), "--home", home.toString()));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray(String[]::new));
    }
}
