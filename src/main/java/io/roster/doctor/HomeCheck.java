package io.roster.doctor;

import io.roster.Config;
import io.roster.access.AdminKey;
import io.roster.db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at ROSTER_HOME: who can read it, the room that is left, and which processes are at work there. */
final class HomeCheck {
    private static final long LEAST_ROOM = 1L << 30;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Config config;
    private final Path home;

    HomeCheck(Config config) {
        this.config = config;
        this.home = config.home();
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (Files.isDirectory(home)) {
            findings.add(permissions("home", home, "rwx------", "700"));
            findings.add(adminKey(home.resolve("admin.key")));
            findings.add(processes());
        } else {
            findings.add(Finding.note("home", home + " is not there yet; the first start of a server makes it"));
        }
        findings.add(room());
        return findings;
    }

    /** Whether the process that the lock names is there; taking the lock to find out could refuse a server that starts. */
    boolean serverRuns() {
        return holder().isPresent();
    }

    private Optional<ProcessHandle> holder() {
        try {
            String pid = Files.readString(home.resolve("lock")).strip();
            return pid.matches("\\d{1,10}")
                    ? ProcessHandle.of(Long.parseLong(pid)).filter(HomeCheck::isJava)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no server was ever started here
        }
    }

    /** Another program may have got the number of a server that is gone. */
    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("/java"))
                .orElse(true);
    }

    private Finding adminKey(Path file) {
        if (config.adminKey().isPresent()) {
            return Finding.good("admin key", "it comes from ROSTER_ADMIN_KEY");
        }
        if (!Files.exists(file)) {
            return Finding.note("admin key", "there is none yet; the first start of a server makes it");
        }
        try {
            if (!AdminKey.isGood(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip())) {
                return Finding.problem(
                        "admin key",
                        file + " does not hold 32 to 200 visible characters",
                        "Mend it, or remove it, and the next start makes a new one.");
            }
        } catch (IOException e) {
            return Finding.problem("admin key", file + " cannot be read", "Run this as the user that runs the server.");
        }
        return permissions("admin key", file, "rw-------", "600");
    }

    private static Finding permissions(String about, Path file, String wanted, String mode) {
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            if (granted.stream().anyMatch(OTHERS::contains)) {
                return Finding.problem(
                        about,
                        "other users can open %s (%s)".formatted(file, PosixFilePermissions.toString(granted)),
                        "Run: chmod %s %s".formatted(mode, file));
            }
            if (!Files.isWritable(file)) {
                return Finding.problem(
                        about,
                        file + " cannot be written by this user",
                        "Run this, and the server, as the user that owns it.");
            }
            return Finding.good(about, "%s is its owner's alone".formatted(file));
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.problem(
                    about, "%s cannot be examined: %s".formatted(file, e), "It should be " + wanted + ".");
        }
    }

    private Finding processes() {
        Optional<ProcessHandle> holder = holder();
        if (holder.isPresent()) {
            return Finding.good(
                    "processes", "a server runs here, process " + holder.get().pid());
        }
        try {
            List<Long> left = EmbeddedPostgres.processes(home);
            return left.isEmpty()
                    ? Finding.note("processes", "no server runs here")
                    : Finding.problem(
                            "processes",
                            "no server runs here, but PostgreSQL does: processes " + left,
                            "Wait 10 seconds if a server has just ended; else start one, which ends them first.");
        } catch (IOException e) {
            return Finding.problem("processes", "they cannot be listed: " + e, "Is /proc mounted?");
        }
    }

    private Finding room() {
        Path place = home;
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        try {
            long room = Files.getFileStore(place).getUsableSpace();
            String detail = "%,d MiB are free for %s".formatted(room >> 20, home);
            return room >= LEAST_ROOM
                    ? Finding.good("disk", detail)
                    : Finding.problem(
                            "disk", detail, "Make room, at least a gigabyte: a full disk stops the embedded database.");
        } catch (IOException e) {
            return Finding.problem("disk", "the room for %s is not told: %s".formatted(home, e), "Is it mounted?");
        }
    }
}
