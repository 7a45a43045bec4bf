package io.roster.bench;

import io.roster.Config;
import io.roster.RequestStatements;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A server that is being measured, on a loaded database of its own. */
final class Site implements AutoCloseable {
    private static final int SAMPLE = 20_000;

    private final int contacts;
    private final Path home;
    private final Server server;
    private final String key;
    private final DatabaseAddress address;
    private final InstantSource clock;
    private final Database database;
    private final UUID workspaceId;

    Site(int contacts, Path home, Server server, String key, DatabaseAddress address, InstantSource clock) {
        this.contacts = contacts;
        this.home = home;
        this.server = server;
        this.key = key;
        this.address = address;
        this.clock = clock;
        this.database = new Database(address, 1);
        this.workspaceId = database.read(
                tx -> tx.sql("select id from workspace where name = 'Large'").one(Row::uuid));
    }

    int contacts() {
        return contacts;
    }

    Path home() {
        return home;
    }

    Server server() {
        return server;
    }

    Api api() {
        return new Api(server.url(), key);
    }

    DatabaseAddress address() {
        return address;
    }

    Database database() {
        return database;
    }

    InstantSource clock() {
        return clock;
    }

    UUID workspaceId() {
        return workspaceId;
    }

    /** What the program itself says to its database. */
    RequestStatements statements() {
        return new RequestStatements(Config.read(Map.of("ROSTER_HOME", home.toString()), Map.of()), clock);
    }

    /** Contacts of the large workspace, in any order. */
    List<UUID> someContacts() {
        return database.read(tx -> tx.sql("""
                        select id from contact where workspace_id = ? and random() < ?::float8 / ? limit ?
                        """)
                .bind(workspaceId)
                .bind(2.0 * SAMPLE)
                .bind((double) contacts)
                .bind(SAMPLE)
                .list(Row::uuid));
    }

    /** The addresses of contacts of the large workspace, in any order. */
    List<String> someEmails() {
        return database.read(tx -> tx.sql("""
                        select email from contact where workspace_id = ? and random() < ?::float8 / ? limit ?
                        """)
                .bind(workspaceId)
                .bind(2.0 * SAMPLE)
                .bind((double) contacts)
                .bind(SAMPLE)
                .list(Row::text));
    }

    /** Lets the server end what it was left to do. */
    void awaitRest() {
        IndexReady.awaitChanges(this);
        server.awaitRest();
    }

    /** Stops the server, and deletes the copy of the home that it ran on. */
    @Override
    public void close() throws IOException {
        database.close();
        server.close();
        Home.discard(home);
    }
}
