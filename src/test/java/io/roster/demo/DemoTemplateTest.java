package io.roster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTemplateTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    private Path folder;

    private Path programs;
    private DemoTemplate template;

    @BeforeEach
    void fill() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
        Files.createDirectories(folder.resolve("filled/postgres/data/base"));
        Files.writeString(folder.resolve("filled/postgres/password"), "secret");
        Files.writeString(folder.resolve("filled/postgres/data/base/1"), "rows");
        Files.writeString(folder.resolve("filled/postgres/postgres.log"), "of this demo alone");
        template = new DemoTemplate(programs, NOW);
    }

    @Test
    void whatWasKeptIsCopiedWithoutWhatIsTheFirstDemosAlone() throws IOException {
        assertThat(template.copyTo(folder.resolve("early"))).isFalse();
        template.keep(folder.resolve("filled"));

        assertThat(new DemoTemplate(programs, NOW).copyTo(folder.resolve("next")))
                .isTrue();
        assertThat(folder.resolve("next/postgres/password")).hasContent("secret");
        assertThat(folder.resolve("next/postgres/data/base/1")).hasContent("rows");
        assertThat(folder.resolve("next/postgres/postgres.log")).doesNotExist();
    }

    @Test
    void anotherDaysIsNotTakenAndGoesWithTheNext() throws IOException {
        template.keep(folder.resolve("filled"));
        DemoTemplate tomorrow = new DemoTemplate(programs, NOW.plus(Duration.ofDays(1)));

        assertThat(tomorrow.copyTo(folder.resolve("next"))).isFalse();
        tomorrow.keep(folder.resolve("filled"));
        assertThat(tomorrow.copyTo(folder.resolve("next"))).isTrue();
        assertThat(template.copyTo(folder.resolve("late"))).isFalse();
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void oneThatCannotBeCopiedLeavesNothingInTheWayOfANewDatabase() throws IOException {
        template.keep(folder.resolve("filled"));
        try (Stream<Path> all = Files.list(programs)) {
            Folders.delete(all.findFirst().orElseThrow().resolve("data"));
        }

        assertThat(template.copyTo(folder.resolve("next"))).isFalse();
        assertThat(folder.resolve("next/postgres")).doesNotExist();
    }

    @Test
    void whereNothingCanBeKeptADemoGoesWithout() {
        new DemoTemplate(folder.resolve("missing"), NOW).keep(folder.resolve("filled"));
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    private long kept() throws IOException {
        try (Stream<Path> all = Files.list(programs)) {
            return all.count();
        }
    }
}
