package io.roster.access;

import io.roster.StartupFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** The operator's key, of which only the digest is held. */
public final class AdminKey {
    /** What an admin key is made of: 32 to 200 visible ASCII characters. */
    private static final String VISIBLE = "[!-~]{32,200}";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 43; // 256 bits

    private final TokenDigest digest;

    private AdminKey(String text) {
        this.digest = TokenDigest.of(text);
    }

    /** The key that was {@code configured}; failing that the one kept in {@code home}, which is made at first. */
    public static AdminKey of(Optional<String> configured, Path home, SecureRandom random) {
        if (configured.isEmpty()) {
            return new AdminKey(kept(home.resolve("admin.key"), random));
        }
        if (!isGood(configured.get())) {
            throw new StartupFailure("ROSTER_ADMIN_KEY must be 32 to 200 visible ASCII characters");
        }
        return new AdminKey(configured.get());
    }

    /** Whether {@code text} can be an admin key. */
    public static boolean isGood(String text) {
        return text.matches(VISIBLE);
    }

    boolean matches(TokenDigest other) {
        return digest.matches(other);
    }

    private static String kept(Path file, SecureRandom random) {
        try {
            return read(file);
        } catch (NoSuchFileException e) {
            return generate(file, random);
        } catch (IOException e) {
            throw new StartupFailure("%s cannot be read: %s".formatted(file, e));
        }
    }

    private static String read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!isGood(text)) {
            throw new StartupFailure(
                    "%s must hold one admin key of 32 to 200 visible ASCII characters; mend it, or remove it and a new one is made"
                            .formatted(file));
        }
        return text;
    }

    private static String generate(Path file, SecureRandom random) {
        StringBuilder text = new StringBuilder("admin_");
        random.ints(RANDOM, 0, DIGITS.length()).forEach(i -> text.append(DIGITS.charAt(i)));
        try {
            write(file, text + "\n");
        } catch (IOException e) {
            throw new StartupFailure("%s cannot be written: %s".formatted(file, e));
        }
        return text.toString();
    }

    /** Under another name first, so that no crash leaves half a key; the file is never readable by others. */
    private static void write(Path file, String text) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path home = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh); // what a crash left behind
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(home, StandardOpenOption.READ)) {
            directory.force(true); // else a power failure could undo the renaming, and the key would change
        }
    }
}
