package io.roster.demo;

import io.roster.HomeLock;
import io.roster.StartupFailure;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.Folders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A home that is deleted when it is closed. One whose demo was killed is deleted when the next is made: nobody holds its
 * lock any more.
 */
public final class DemoHome implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoHome.class);
    private static final String PREFIX = "roster-demo-";

    /** Longer than it takes from making the folder to locking it. */
    private static final Duration BEING_MADE = Duration.ofMinutes(1);

    private final Path folder;
    private final HomeLock lock;

    private DemoHome(Path folder, HomeLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes one below {@code parent}, and deletes those that killed demos left there. */
    public static DemoHome in(Path parent, InstantSource clock) {
        try {
            sweep(parent, clock.instant().minus(BEING_MADE));
            Path folder = Files.createTempDirectory(parent, PREFIX);
            return new DemoHome(folder, HomeLock.take(folder));
        } catch (IOException e) {
            throw new StartupFailure("cannot make a folder for the demo in %s: %s".formatted(parent, e), e);
        }
    }

    /** The home, as {@code ROSTER_HOME} would name it. */
    public Path path() {
        return home(folder);
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // it would keep PostgreSQL from being waited for
        try (lock) {
            delete(folder);
        } catch (IOException | InterruptedException e) {
            LOG.warn("{} could not be deleted; the next demo tries again: {}", folder, e.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void sweep(Path parent, Instant madeSince) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isOwn(folder) && !isBeingMade(folder, madeSince)) {
                    deleteUnlessHeld(folder);
                }
            }
        }
    }

    private static boolean isOwn(Path folder) throws IOException {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static boolean isBeingMade(Path folder, Instant madeSince) throws IOException {
        return Files.notExists(folder.resolve("lock"))
                && Files.getLastModifiedTime(folder).toInstant().isAfter(madeSince);
    }

    private static void deleteUnlessHeld(Path folder) {
        try (HomeLock _ = HomeLock.take(folder)) {
            delete(folder);
            LOG.debug("deleted {}, which an earlier demo left behind", folder);
        } catch (StartupFailure e) {
            LOG.debug("{} belongs to a demo that is running", folder);
        } catch (IOException e) {
            LOG.warn("{}, left behind by an earlier demo, could not be deleted: {}", folder, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException, InterruptedException {
        EmbeddedPostgres.remove(home(folder));
        Folders.delete(folder);
    }

    private static Path home(Path folder) {
        return folder.resolve("home");
    }
}
