package io.roster.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Puts a whole new database in the place of the one below a home. The folder's name tells how far it has come, so that
 * whoever is killed at it leaves either the old database or the new one, which the next start puts in its place.
 */
public final class Replacement {
    private static final String ADMIN_KEY = "admin.key";
    private static final FileAttribute<?> ONLY_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Replacement() {}

    /**
     * Where a new database is made, below a home of its own, with PostgreSQL's programs if they are there: to unpack them
     * takes seconds. What a killed attempt left there is deleted.
     */
    public static Path begin(Path home) throws IOException {
        Path workshop = home.resolve("restore.partial");
        Folders.delete(workshop);
        Files.createDirectory(workshop);
        Path programs = home.resolve("postgres").resolve(Binaries.VERSION);
        if (Files.isDirectory(programs)) {
            Path folder = Files.createDirectory(workshop.resolve("postgres"), ONLY_OWNER);
            Folders.copy(programs, folder.resolve(Binaries.VERSION));
            Folders.sync(folder);
        }
        return workshop;
    }

    /** Where the operator's key is put that goes with the database, to become the home's in the same step. */
    public static Path adminKey(Path workshop) {
        return workshop.resolve("postgres").resolve(ADMIN_KEY);
    }

    /** Has the complete database below {@code workshop} be the one of {@code home}, whose server does not run. */
    public static void complete(Path home, Path workshop) throws IOException, InterruptedException {
        Folders.syncEntries(workshop.resolve("postgres"));
        Files.move(workshop.resolve("postgres"), ready(home), StandardCopyOption.ATOMIC_MOVE);
        Folders.syncEntries(home);
        finish(home);
        Folders.delete(workshop);
    }

    /** Goes on with what {@link #complete} had begun when it was killed; nothing to do is the usual case. */
    public static void finish(Path home) throws IOException, InterruptedException {
        Path current = home.resolve("postgres");
        Path replaced = home.resolve("postgres.replaced");
        if (Files.isDirectory(ready(home))) {
            if (Files.isDirectory(current)) {
                Leftovers.end(DataFolder.complete(current));
                Folders.delete(replaced);
                Files.move(current, replaced, StandardCopyOption.ATOMIC_MOVE);
            }
            Folders.delete(home.resolve("search")); // made from the rows that were there before
            Files.move(ready(home), current, StandardCopyOption.ATOMIC_MOVE);
            Folders.syncEntries(home);
        }
        Path key = current.resolve(ADMIN_KEY);
        if (Files.exists(key)) {
            Files.move(key, home.resolve(ADMIN_KEY), StandardCopyOption.ATOMIC_MOVE);
        }
        Folders.delete(replaced);
    }

    static Path ready(Path home) {
        return home.resolve("postgres.restored");
    }
}
