package io.roster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.access.SigningKeys;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster rotate-keys}: a new key to sign access tokens with, while a server runs or not. */
@Command(
        name = "rotate-keys",
        description = "Makes a new key to sign access tokens with. Tokens of the old one hold until they expire, "
                + "within an hour. Servers on the same database go on running, and take the new one within seconds.")
final class RotateKeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Config config = Config.read(
                System.getenv(), SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        try (Opened opened = new Opened();
                Database database = new Database(address(config, opened), 1)) {
            Migrations.apply(database);
            String id =
                    new SigningKeys(database, new SecureRandom(), Clock.systemUTC(), Ticker.systemTicker()).rotate();
            spec.commandLine().getOut().println("access tokens are signed with the new key " + id);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    /** The database of the configuration; the embedded one is started unless a server runs it. */
    private static DatabaseAddress address(Config config, Opened opened) {
        if (config.database().isPresent()) {
            return config.database().get();
        }
        Optional<DatabaseAddress> running = EmbeddedPostgres.running(config.home());
        if (running.isPresent()) {
            return running.get();
        }
        opened.add(HomeLock.take(config.home()));
        return opened.add(EmbeddedPostgres.start(config.home())).address();
    }
}
