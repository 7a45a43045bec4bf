package io.roster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminKeyTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    @Test
    void itIsMadeAtFirstForItsOwnerAloneAndStaysTheSame() throws IOException {
        Path home = directory.resolve("not/yet/there");
        AdminKey made = AdminKey.of(Optional.empty(), home, random);
        Path file = home.resolve("admin.key");
        String kept = Files.readString(file).strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(kept).matches("[!-~]{32,200}");
        assertThat(made.matches(TokenDigest.of(kept))).isTrue();
        assertThat(AdminKey.of(Optional.empty(), home, random).matches(TokenDigest.of(kept)))
                .isTrue();
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatACrashLeftHalfWrittenIsReplaced() throws IOException {
        Files.writeString(directory.resolve("admin.key.new"), "admin_ha");
        AdminKey made = AdminKey.of(Optional.empty(), directory, random);
        String kept = Files.readString(directory.resolve("admin.key")).strip();
        assertThat(kept).hasSizeGreaterThan(32);
        assertThat(made.matches(TokenDigest.of(kept))).isTrue();
        assertThat(directory.resolve("admin.key.new")).doesNotExist();
    }

    @Test
    void aKeptKeyIsTrimmedWhenItIsRead() throws IOException {
        String text = "the-operator-wrote-this-one-by-hand!";
        Files.writeString(directory.resolve("admin.key"), "\n " + text + "\t\r\n");
        AdminKey key = AdminKey.of(Optional.empty(), directory, random);
        assertThat(key.matches(TokenDigest.of(text))).isTrue();
        assertThat(key.matches(TokenDigest.of(text + " "))).isFalse();
    }

    @Test
    void aBadFileStopsTheStartWithItsNameAndWithoutItsContent() throws IOException {
        Path file = directory.resolve("admin.key");
        for (String bad :
                List.of("", "too-short", "x".repeat(201), "a key with blanks between its many words", "é".repeat(40))) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> AdminKey.of(Optional.empty(), directory, random))
                    .as(bad)
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("32 to 200")
                    .message()
                    .satisfies(message -> assertThat(bad.length() > 8 && message.contains(bad))
                            .isFalse());
        }
    }

    @Test
    void anUnreadableFileStopsTheStart() throws IOException {
        Files.createDirectory(directory.resolve("admin.key"));
        assertThatThrownBy(() -> AdminKey.of(Optional.empty(), directory, random))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("admin.key");
    }

    @Test
    void aConfiguredKeyIsTakenAndNoFileIsMade() {
        String text = "~".repeat(32);
        AdminKey key = AdminKey.of(Optional.of(text), directory, random);
        assertThat(key.matches(TokenDigest.of(text))).isTrue();
        assertThat(directory.resolve("admin.key")).doesNotExist();
    }

    @Test
    void aConfiguredKeyThatIsNoneIsNotShown() {
        for (String bad :
                List.of("secret-too-short", "s".repeat(201), "secret with blanks, and long enough to be one")) {
            assertThatThrownBy(() -> AdminKey.of(Optional.of(bad), directory, random))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageContaining("ROSTER_ADMIN_KEY")
                    .message()
                    .doesNotContain(bad);
        }
    }
}
