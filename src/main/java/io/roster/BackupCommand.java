package io.roster;

import io.roster.backup.Backup;
import io.roster.db.DatabaseAddress;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster backup}: the whole database in one file, while a server runs on it or not. */
@Command(
        name = "backup",
        description = "Writes the whole database, as of one moment, and admin.key into FILE, while the server runs or "
                + "not. The file holds personal data and secrets: keep it as safe as the server.")
final class BackupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Config config = Config.read(
                System.getenv(), SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        if (Files.exists(file)) {
            throw new CommandFailure("%s is there already, and is not written over".formatted(file));
        }
        try (Opened opened = new Opened()) {
            DatabaseAddress database = Offline.existing(config, opened);
            new Backup(this::report).write(database, config.home().resolve("admin.key"), file);
            report("%s is complete: %,d bytes".formatted(file, Files.size(file)));
        } catch (IOException e) {
            throw new CommandFailure("%s could not be written: %s".formatted(file, e), e);
        }
        return 0;
    }

    private void report(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
