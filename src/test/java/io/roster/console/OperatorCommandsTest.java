package io.roster.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.json.Json;
import io.roster.testkit.CommandLineRun;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class OperatorCommandsTest {
    private static TestRoster roster;

    @TempDir
    private static Path home;

    @BeforeAll
    static void start() throws IOException {
        roster = TestRoster.start();
        Files.writeString(home.resolve("admin.key"), roster.operator().token() + "\n");
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void aWorkspaceAndAKeyAreMadeAndTheKeyOpensTheWorkspaceUntilItIsRevoked() {
        String workspace = id(ask("workspace", "create", "Acme", "--json"));
        Map<String, Object> key = ask(
                "key",
                "create",
                "Sync",
                "--workspace",
                workspace,
                "--scopes",
                "contacts:read,contacts:write",
                "--json");
        var client = roster.anyone().bearing(String.valueOf(key.get("key")));
        assertThat(client.get("/api/v1/contacts/").status()).isEqualTo(200);
        assertThat(key).containsEntry("scopes", List.of("contacts:read", "contacts:write"));

        assertThat(ask("key", "revoke", id(key), "--workspace", workspace, "--json")
                        .get("revoked_at"))
                .isNotNull();
        assertThat(client.get("/api/v1/contacts/").status()).isEqualTo(401);
    }

    @Test
    void listsShowAllPagesAsATableOrAsJson() {
        String workspace = id(ask("workspace", "create", "Many keys", "--json"));
        for (int i = 0; i < 103; i++) {
            roster.operator()
                    .post(
                            WorkspaceCommand.PATH + workspace + "/api-keys/",
                            Map.of("name", "Key \u001b[31m" + i, "scopes", List.of("contacts:read")))
                    .expect(201);
        }

        assertThat(ask("key", "list", "--workspace", workspace, "--json").get("data"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(103);
        CommandLineRun table = run("key", "list", "--workspace", workspace);
        assertThat(table.out().lines()).hasSize(104).noneMatch(line -> line.contains("\u001b"));
        assertThat(table.out()).startsWith("id ").contains("Key ?[31m102", "contacts:read");
        assertThat(run("workspace", "list").out()).contains(workspace, "Many keys");
    }

    @Test
    void whatTheServerRefusesIsSaidInItsWordsWithStatus1() {
        CommandLineRun none = run("key", "list", "--workspace", "ws_nothing");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).isEqualTo("roster: Workspace not found\n");

        String workspace = id(ask("workspace", "create", "Acme", "--json"));
        CommandLineRun scope = run("key", "create", "Sync", "--workspace", workspace, "--scopes", "everything");
        assertThat(scope.status()).isEqualTo(1);
        assertThat(scope.err()).startsWith("roster: ").contains("contacts:read").hasLineCount(1);
    }

    @Test
    void aKeyThatIsNotTakenIsSaidWithoutShowingIt() throws IOException {
        Path other = Files.createDirectories(home.resolve("other"));
        Files.writeString(other.resolve("admin.key"), "another-key-another-key-another-key");
        CommandLineRun run =
                CommandLineRun.of("workspace", "list", "--url", roster.url().toString(), "--home", other.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("roster: the server at %s does not take the admin key of %s\n"
                        .formatted(roster.url(), other.resolve("admin.key")));
    }

    @Test
    void withoutAServerOrAKeyOneLineSaysSo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String nowhere = "http://127.0.0.1:" + free;
        CommandLineRun away = CommandLineRun.of("workspace", "list", "--url", nowhere, "--home", home.toString());
        assertThat(away.status()).isEqualTo(1);
        assertThat(away.err())
                .isEqualTo(
                        "roster: no server answers at %s: start it, or name another with --url\n".formatted(nowhere));

        Path empty = Files.createDirectories(home.resolve("empty"));
        CommandLineRun keyless = CommandLineRun.of("workspace", "list", "--url", nowhere, "--home", empty.toString());
        assertThat(keyless.status()).isEqualTo(1);
        assertThat(keyless.err()).startsWith("roster: there is no " + empty.resolve("admin.key"));
    }

    @Test
    void amisuseHasStatus2() {
        for (List<String> words : List.of(
                List.of("workspace"),
                List.of("workspace", "create"),
                List.of("key", "create", "Sync", "--workspace", "ws_1"),
                List.of("key", "list"),
                List.of("workspace", "list", "--url", "ftp://there"))) {
            CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
            assertThat(run.status()).as("%s", words).isEqualTo(2);
            assertThat(run.err()).as("%s", words).startsWith("roster: ").hasLineCount(1);
        }
    }

    private static Map<String, Object> ask(String... words) {
        CommandLineRun run = run(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return Json.readObject(run.out());
    }

    private static CommandLineRun run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", roster.url().toString(), "--home", home.toString()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private static String id(Map<String, Object> object) {
        return String.valueOf(object.get("id"));
    }
}
