package io.roster.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.CommandLineRun;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SearchCommandsTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static String large;

    @TempDir
    private static Path home;

    @BeforeAll
    static void start() throws IOException {
        roster = TestRoster.start(Map.of("ROSTER_SEARCH_THRESHOLD", "2"));
        Files.writeString(home.resolve("admin.key"), roster.operator().token() + "\n");
        TestClient workspace = roster.workspace();
        for (int i = 0; i < 3; i++) {
            large = workspace
                    .post(CONTACTS, Map.of("email", i + "@acme.example"))
                    .expect(201)
                    .text("workspace_id");
        }
        workspace.get(CONTACTS + "?tag=any").expect(200);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void aReindexTellsHowFarItIsAndEndsWhenItIsDone() {
        assertThat(run("reindex").out()).contains(large + " ready: 3 contacts");
        assertThat(run("reindex", "--workspace", large).out()).endsWith(large + " ready: 3 contacts\n");
        assertThat(run("search", "list").out()).contains("pending_changes", large, "ready");
    }

    @Test
    void anExpungeEndsWhenItIsDone() {
        assertThat(run("search", "expunge", "--workspace", large).out()).endsWith(large + " ready: 3 contacts\n");
    }

    @Test
    void aWorkspaceWithoutAnIndexIsRefused() {
        String small = roster.operator()
                .post("/api/v1/admin/workspaces/", Map.of("name", "Small"))
                .expect(201)
                .text("id");
        CommandLineRun refused = command("reindex", "--workspace", small);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("The workspace has no index");
    }

    private static CommandLineRun run(String... words) {
        CommandLineRun run = command(words);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run;
    }

    private static CommandLineRun command(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--url", roster.url().toString(), "--home", home.toString()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
