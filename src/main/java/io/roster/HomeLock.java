package io.roster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that only one server may use at a time. The lock is the operating system's, so that it goes with the
 * process, however that ends.
 */
public final class HomeLock implements AutoCloseable {
    /**
     * The folders this process holds. Asked first, because opening and closing the file of a lock once more in the same
     * process gives the operating system's lock up.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private HomeLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Makes {@code folder}, readable by its owner alone, where it is missing, and locks it.
     *
     * @throws StartupFailure when another server holds it, or it cannot be written
     */
    public static HomeLock take(Path folder) {
        try {
            createPrivate(folder);
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new HomeLock(real, lock(folder));
            } catch (IOException | RuntimeException e) {
                HELD.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StartupFailure("cannot use the folder %s: %s".formatted(folder, e), e);
        }
    }

    /** Lets the next server in. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock on " + folder + " did not open", e);
        } finally {
            HELD.remove(folder);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(folder, read(channel));
            }
            write(channel, Long.toString(ProcessHandle.current().pid()));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StartupFailure inUse(Path folder, String holder) {
        return new StartupFailure("%s is in use by another server%s; stop that one, or choose another ROSTER_HOME"
                .formatted(folder, holder.isEmpty() ? "" : " (process " + holder + ")"));
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        int length = channel.read(bytes, 0);
        return length < 1 ? "" : new String(bytes.array(), 0, length, StandardCharsets.US_ASCII).strip();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }
}
