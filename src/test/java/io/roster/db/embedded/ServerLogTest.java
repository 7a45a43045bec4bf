package io.roster.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path folder;

    private ServerLog log = new ServerLog(Path.of(""));

    @BeforeEach
    void inTheFolder() {
        log = new ServerLog(folder.resolve("postgres.log"));
    }

    @Test
    void aFullLogIsMovedAsideUnderItsWritersHands() throws IOException {
        Files.writeString(log.file(), "old\n".repeat(3 << 20));
        try (var writer = Files.newOutputStream(log.file(), StandardOpenOption.APPEND)) {
            log.rotate();
            writer.write("new\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(Files.readString(log.file())).isEqualTo("new\n");
        assertThat(folder.resolve("postgres.log.1")).hasSize(12 << 20);
    }

    @Test
    void aShortLogIsLeftAlone() throws IOException {
        Files.writeString(log.file(), "short\n");
        log.rotate();
        assertThat(log.file()).hasContent("short");
        assertThat(folder.resolve("postgres.log.1")).doesNotExist();
    }

    @Test
    void theLastLinesSinceAStartMakeOneLine() throws IOException {
        assertThat(log.since(0)).isEmpty();
        Files.writeString(log.file(), "before\na\n\nb\n");
        assertThat(log.since("before\n".length())).isEqualTo("a | b");
        Files.writeString(log.file(), "c\n");
        assertThat(log.since(100)).isEqualTo("c");
    }
}
