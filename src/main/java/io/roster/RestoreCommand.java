package io.roster;

import io.roster.backup.BackupFile;
import io.roster.backup.Restore;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.Replacement;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster restore}: a database from a backup, whole or not at all. */
@Command(
        name = "restore",
        description =
                "Makes a database from what backup wrote: below ROSTER_HOME, whose server must be stopped, or in an "
                        + "empty one at ROSTER_DATABASE_URL. It is restored whole or not at all.")
final class RestoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file that backup wrote.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace the database that is below ROSTER_HOME. It is deleted.")
    private boolean force;

    @Override
    public Integer call() {
        Config config = Config.read(
                System.getenv(), SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        if (!Files.isReadable(file)) {
            throw new CommandFailure("%s cannot be read".formatted(file));
        }
        try (BackupFile backup = BackupFile.open(file)) {
            if (config.database().isPresent()) {
                new Restore(this::report).fill(config.database().get(), backup);
            } else {
                restoreEmbedded(config.home(), backup);
            }
            report("restored as of %s. Where persons were erased after that, run roster erase-replay before the server "
                            .formatted(backup.manifest().madeAt())
                    + "is started (docs/gdpr.md)");
        } catch (IOException e) {
            throw new CommandFailure("the backup could not be restored: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted; nothing was changed", e);
        }
        return 0;
    }

    private void restoreEmbedded(Path home, BackupFile backup) throws IOException, InterruptedException {
        try (HomeLock _ = HomeLock.take(home)) {
            Replacement.finish(home);
            if (EmbeddedPostgres.isIn(home) && !force) {
                throw new CommandFailure(
                        "there is a database in %s already: --force replaces it, and deletes it".formatted(home));
            }
            Path workshop = Replacement.begin(home);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(workshop)) {
                new Restore(this::report).fill(postgres.address(), backup);
            }
            keepKey(backup.adminKey(), Replacement.adminKey(workshop));
            Replacement.complete(home, workshop);
        }
    }

    private static void keepKey(Optional<byte[]> key, Path to) throws IOException {
        if (key.isPresent()) {
            Files.createFile(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(to, key.get());
        }
    }

    private void report(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
