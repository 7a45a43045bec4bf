package io.roster.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ReplacementTest {
    @TempDir
    private Path home;

    @BeforeEach
    void makeTheOld() throws IOException {
        write("postgres/which", "old");
        write("search/which", "old");
        write("admin.key", "old key");
    }

    @Test
    void theNewDatabaseTakesTheOldOnesPlaceWithItsKeyAndWithoutWhatWasMadeFromTheOld() throws Exception {
        Path workshop = Replacement.begin(home);
        write("restore.partial/postgres/which", "new");
        Files.writeString(Replacement.adminKey(workshop), "new key");
        Replacement.complete(home, workshop);

        assertThat(read("postgres/which")).isEqualTo("new");
        assertThat(read("admin.key")).isEqualTo("new key");
        try (var names = Files.list(home)) {
            assertThat(names.map(path -> String.valueOf(path.getFileName())))
                    .containsExactlyInAnyOrder("postgres", "admin.key");
        }
    }

    @Test
    void theNewDatabaseIsMadeByTheProgramsThatAreThere() throws Exception {
        write("postgres/" + Binaries.VERSION + "/bin/postgres", "the program");
        Path made = Replacement.begin(home).resolve("postgres");

        assertThat(made.resolve(Binaries.VERSION).resolve("bin/postgres")).hasContent("the program");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(read("postgres/" + Binaries.VERSION + "/bin/postgres")).isEqualTo("the program");
    }

    @Test
    void whatWasBrokenOffBeforeItWasWholeChangesNothing() throws Exception {
        write("restore.partial/postgres/which", "half");
        Replacement.finish(home);
        assertThat(read("postgres/which")).isEqualTo("old");

        Replacement.begin(home);
        assertThat(home.resolve("restore.partial/postgres")).doesNotExist();
    }

    @Test
    void whatWasBrokenOffAfterwardsIsFinishedByTheNextStart() throws Exception {
        write("postgres.restored/which", "new");
        write("postgres.restored/admin.key", "new key");
        Files.move(home.resolve("postgres"), home.resolve("postgres.replaced")); // killed between the two renames
        Replacement.finish(home);

        assertThat(read("postgres/which")).isEqualTo("new");
        assertThat(read("admin.key")).isEqualTo("new key");
        assertThat(home.resolve("postgres.replaced")).doesNotExist();
        assertThat(home.resolve("search")).doesNotExist();
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String read(String name) throws IOException {
        return Files.readString(home.resolve(name));
    }
}
