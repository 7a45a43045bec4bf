package io.roster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Where tests keep what goes with them: in memory, if the machine has a large file system there. To make a database, which
 * hundreds of tests want for themselves, is to write 500 files, and takes a tenth of the processor's time there.
 */
public final class Scratch implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 4L << 30;
    private static final Path PLACE = isFit(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));

    /** A new, empty folder; whoever asked for it deletes it. */
    static Path folder() {
        try {
            return Files.createTempDirectory(PLACE, "roster-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext extension) {
        return folder();
    }

    private static boolean isFit(Path place) {
        if (!Files.isWritable(place)) {
            return false;
        }
        try {
            FileStore store = Files.getFileStore(place);
            return store.type().equals("tmpfs") && store.getUsableSpace() >= ENOUGH && mayRunPrograms(place);
        } catch (IOException e) {
            return false;
        }
    }

    /** Some machines forbid it there. */
    private static boolean mayRunPrograms(Path place) throws IOException {
        Path program = Files.createTempFile(
                place,
                "roster-test-",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            return Files.isExecutable(program);
        } finally {
            Files.delete(program);
        }
    }
}
