package io.roster;

import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.embedded.EmbeddedPostgres;

/** The database for commands that need no server, whether one runs on it or not. */
final class Offline {
    private static final int CONNECTIONS = 2;

    private Offline() {}

    /** The database of this configuration, migrated: that of a server which runs, or one that is started for the time. */
    static Database database(Config config, Opened opened) {
        Database database = opened.add(new Database(address(config, opened), CONNECTIONS));
        Migrations.apply(database);
        return database;
    }

    /**
     * The database of this configuration as it is, also where a newer or older program made it.
     *
     * @throws CommandFailure when there is none
     */
    static DatabaseAddress existing(Config config, Opened opened) {
        if (config.database().isEmpty() && !EmbeddedPostgres.isIn(config.home())) {
            throw new CommandFailure(
                    "there is no database in %s: name the server's home with --home".formatted(config.home()));
        }
        return address(config, opened);
    }

    private static DatabaseAddress address(Config config, Opened opened) {
        return config.database()
                .or(() -> EmbeddedPostgres.running(config.home()))
                .orElseGet(() -> embedded(config, opened));
    }

    private static DatabaseAddress embedded(Config config, Opened opened) {
        opened.add(HomeLock.take(config.home()));
        return opened.add(EmbeddedPostgres.start(config.home())).address();
    }
}
