package io.roster.demo;

import io.roster.StartupFailure;
import io.roster.db.Migrations;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.Folders;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a demo that nobody has written to yet, kept for a day: to make one takes five seconds, to copy it a
 * fifth of one. Another program's, or another day's, is not taken, and goes when a new one is kept.
 */
public final class DemoTemplate {
    private static final Logger LOG = LoggerFactory.getLogger(DemoTemplate.class);
    private static final String PREFIX = "demo-";

    /** What a database consists of, below {@code home/postgres}. */
    private static final List<String> PARTS = List.of("password", "data");

    private final Path parent;
    private final Path template;

    /** @param parent the folder in which it is kept */
    public DemoTemplate(Path parent, Instant now) {
        this.parent = parent;
        int key = Objects.hash(
                EmbeddedPostgres.VERSION, Migrations.brought(), builtAt(), LocalDate.ofInstant(now, ZoneOffset.UTC));
        this.template = parent.resolve(PREFIX + Integer.toHexString(key));
    }

    /** Copies it to where PostgreSQL looks for it below {@code home}, which is empty; false when there is none. */
    public boolean copyTo(Path home) {
        if (!Files.isDirectory(template)) {
            return false;
        }
        Path postgres = home.resolve("postgres");
        try {
            copy(template, postgres);
            return true;
        } catch (IOException e) {
            LOG.debug("{} cannot be copied: {}", template, e.toString()); // another demo may just have deleted it
            delete(postgres);
            return false;
        }
    }

    /**
     * Keeps the database below {@code home}, whose PostgreSQL has ended. It has another name until it is whole and on the
     * disk: there is no half. Where it cannot be kept, the next demo makes its own.
     */
    public void keep(Path home) {
        try {
            Path partial = Files.createTempDirectory(parent, PREFIX);
            try {
                copy(home.resolve("postgres"), partial.resolve("whole"));
                Folders.sync(partial);
                forgetOthers(partial);
                Files.move(partial.resolve("whole"), template, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Folders.delete(partial);
            }
        } catch (IOException e) {
            LOG.debug("the database is not kept for the next demo: {}", e.toString()); // or another demo was faster
        }
    }

    /** Also what a demo that was killed has left half made. */
    private void forgetOthers(Path partial) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                if (!other.equals(template) && !other.equals(partial)) {
                    Folders.delete(other);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String part : PARTS) {
            Folders.copy(from.resolve(part), to.resolve(part));
        }
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new StartupFailure("cannot delete %s: %s".formatted(folder, e), e);
        }
    }

    /** When this program was built, in milliseconds of the epoch. */
    private static long builtAt() {
        try {
            Path program = Path.of(DemoTemplate.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.getLastModifiedTime(program).toMillis();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("this program cannot find itself", e);
        }
    }
}
