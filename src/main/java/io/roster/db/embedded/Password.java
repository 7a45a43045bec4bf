package io.roster.db.embedded;

import io.roster.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The password of the embedded PostgreSQL, made at random once and kept in a file that only its owner reads. */
record Password(Path file, String text) {
    static Password in(Path parent, SecureRandom random) throws IOException {
        Path file = parent.resolve("password");
        if (!Files.exists(file)) {
            if (Files.exists(parent.resolve("data"))) {
                throw new StartupFailure(file + " is missing: without it the database in this folder cannot be opened");
            }
            write(file, random);
        }
        return new Password(file, Files.readString(file).strip());
    }

    private static void write(Path file, SecureRandom random) throws IOException {
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        Path partial = file.resolveSibling("password.partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(partial, HexFormat.of().formatHex(secret));
        Folders.syncEntries(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return "the password in " + file;
    }
}
