package io.roster.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.ChildJvm;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EraseReplayTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    @Test
    void whoeverARestoredBackupBringsBackIsErasedAgain(@TempDir Path folder) throws Exception {
        try (TestRoster roster = TestRoster.start()) {
            TestClient workspace = roster.workspace("*", "admin:gdpr");
            var back =
                    workspace.post(CONTACTS, Map.of("email", "back@acme.com")).expect(201);
            var stays =
                    workspace.post(CONTACTS, Map.of("email", "stays@acme.com")).expect(201);
            // As the log would say of a contact that is there again, and of one that is not.
            Path log = folder.resolve("log.ndjson");
            Files.writeString(
                    log,
                    "{\"contact_id\":\"%s\",\"reason\":null}\n\n{\"data\":[{\"contact_id\":\"%s\"}],\"meta\":{}}\n"
                            .formatted(back.text("id"), "cont_0000000000000000000000"));
            try (ChildJvm command = ChildJvm.start(
                    io.roster.Main.class,
                    "erase-replay",
                    "--workspace=" + back.text("workspace_id"),
                    "--database-url=" + roster.database().url(),
                    "--home=" + folder.resolve("home"),
                    log.toString())) {
                assertThat(command.line()).isEqualTo("1 erased again, 1 were not there");
                assertThat(command.exitStatus(Duration.ofSeconds(60))).isZero();
            }
            workspace.get(CONTACTS + back.text("id") + "/").expectError(404, "not_found", "nothing");
            workspace.get(CONTACTS + stays.text("id") + "/").expect(200);
            assertThat(workspace.get("/api/v1/gdpr/retention-log/").text("/data/0/requested_by"))
                    .isEqualTo("erase-replay");
        }
    }
}
