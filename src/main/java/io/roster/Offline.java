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
        DatabaseAddress address = config.database()
                .or(() -> EmbeddedPostgres.running(config.home()))
                .orElseGet(() -> embedded(config, opened));
        Database database = opened.add(new Database(address, CONNECTIONS));
        Migrations.apply(database);
        return database;
    }

    private static DatabaseAddress embedded(Config config, Opened opened) {
        opened.add(HomeLock.take(config.home()));
        return opened.add(EmbeddedPostgres.start(config.home())).address();
    }
}
