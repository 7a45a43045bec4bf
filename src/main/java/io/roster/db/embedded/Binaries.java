package io.roster.db.embedded;

import io.roster.HomeLock;
import io.roster.StartupFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path once for each version.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path folder) {
    static final String VERSION = "18.4";

    /** Unpacks into a folder of another name, which is renamed when it is complete and on the disk: there is no half. */
    static Binaries unpack(Path parent, boolean durable) throws IOException {
        Path folder = parent.resolve(VERSION);
        if (!Files.isDirectory(folder)) {
            Path partial = parent.resolve(VERSION + ".partial");
            Folders.delete(partial);
            try (InputStream archive = archive();
                    var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, partial);
                }
            }
            if (durable) {
                Folders.sync(partial);
            }
            Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.syncEntries(parent);
        }
        return new Binaries(folder);
    }

    /** The programs in a folder that several homes share; empty when it cannot be used at this moment. */
    static Optional<Binaries> shared(Path parent) {
        Binaries there = new Binaries(parent.resolve(VERSION));
        if (Files.isDirectory(there.folder)) {
            return Optional.of(there);
        }
        try (HomeLock _ = HomeLock.take(parent)) {
            return Optional.of(unpack(parent, true));
        } catch (IOException | StartupFailure e) {
            return Optional.empty(); // another process is unpacking there, or it cannot be written
        }
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static InputStream archive() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name = switch (architecture) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default -> throw none(architecture);
        };
        InputStream found = Binaries.class.getResourceAsStream("/" + name);
        if (found == null || !System.getProperty("os.name").equals("Linux")) {
            throw none(architecture);
        }
        return found;
    }

    private static StartupFailure none(String architecture) {
        return new StartupFailure("there is no embedded PostgreSQL for %s on %s: set ROSTER_DATABASE_URL"
                .formatted(System.getProperty("os.name"), architecture));
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive reaches outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path above = target.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
