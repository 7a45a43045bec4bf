package io.roster.console;

import io.roster.CommandFailure;
import io.roster.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The operator's key as a command finds it, and where it was found. */
record FoundKey(String key, String place) {
    static FoundKey of(Config config) {
        Path file = config.home().resolve("admin.key");
        return config.adminKey()
                .map(key -> new FoundKey(key, "ROSTER_ADMIN_KEY"))
                .orElseGet(() -> new FoundKey(read(file), file.toString()));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            throw new CommandFailure(
                    "there is no %s: set ROSTER_ADMIN_KEY, or name the server's home with --home".formatted(file));
        } catch (IOException e) {
            throw new CommandFailure("%s cannot be read by this user: set ROSTER_ADMIN_KEY".formatted(file), e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return place;
    }
}
