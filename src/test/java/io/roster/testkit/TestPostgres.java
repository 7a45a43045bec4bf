package io.roster.testkit;

import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.DatabaseUrl;
import io.roster.db.Migrations;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tests' own PostgreSQL: one for each thread that tests run in, started when it is first asked for and gone with the
 * JVM. Its own, because a transaction that is open holds the change feed back in every database of a PostgreSQL. Each
 * {@link #database()} is a copy of a template that was migrated once, which takes some tens of milliseconds in memory
 * ({@link Scratch}). {@code ROSTER_TEST_DATABASE_URL} names another one, as a superuser of it, to run a test class against an older version.
 */
public final class TestPostgres {
    private static final String VERSION = "18.4";

    /** Where PostgreSQL's programs stay unpacked for all tests: where the demo's are kept when it is tested. */
    private static final Path PROGRAMS = Path.of("target/test-cache/roster").toAbsolutePath();

    private static final ThreadLocal<TestPostgres> OF_THREAD = ThreadLocal.withInitial(TestPostgres::start);

    private final String names = "test_%d_%d_"
            .formatted(ProcessHandle.current().pid(), Thread.currentThread().threadId());
    private final DatabaseAddress administration;
    private final DatabaseAddress owner;
    private boolean migrated;
    private int made;

    /** @param owner of the databases that are made, at any of them */
    private TestPostgres(DatabaseAddress administration, DatabaseAddress owner) {
        this.administration = administration;
        this.owner = owner;
    }

    /** A fresh database with the schema of this program in it, dropped when closed. */
    public static TestDatabase database() {
        return OF_THREAD.get().migrated();
    }

    /** A fresh database with nothing in it, dropped when closed. */
    public static TestDatabase emptyDatabase() {
        return OF_THREAD.get().make("template1");
    }

    /** The same, sorting text as people in the USA do unless told otherwise: as a database of somebody else's may. */
    public static TestDatabase emptyDatabaseOfAnotherCollation() {
        return OF_THREAD.get().make("template0 locale_provider icu icu_locale 'en-US'");
    }

    /** One after the other: the first unpacks PostgreSQL's programs, which takes ten seconds, for all. */
    private static synchronized TestPostgres start() {
        return Optional.ofNullable(System.getenv("ROSTER_TEST_DATABASE_URL"))
                .map(DatabaseUrl::parse)
                .map(outside -> new TestPostgres(outside, outside))
                .orElseGet(TestPostgres::embedded);
    }

    private static TestPostgres embedded() {
        Path home = Scratch.folder();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, PostgresSettings.throwaway(), Optional.of(PROGRAMS));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postgres.close();
            delete(home);
        }));
        TestPostgres started = new TestPostgres(postgres.administration(), postgres.address());
        started.trustEverybody(home.resolve("postgres/data/pg_hba.conf"));
        return started;
    }

    /** Tests open thousands of connections, and proving a password takes longer than all the rest of that. */
    private void trustEverybody(Path rules) {
        try {
            Files.writeString(rules, "host all all 127.0.0.1/32 trust\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        administer("select pg_reload_conf()");
    }

    /** Where the programs of this one are, for others that share them. */
    public static Path programs() {
        OF_THREAD.get();
        return PROGRAMS;
    }

    /** Lets an embedded PostgreSQL below {@code home} use the programs of this one, which spares it the unpacking. */
    public static void lendPrograms(Path home) throws IOException {
        Path programs = programs().resolve(VERSION);
        Path link = Files.createDirectories(home.resolve("postgres")).resolve(VERSION);
        if (Files.isDirectory(programs) && Files.notExists(link)) {
            Files.createSymbolicLink(link, programs);
        }
    }

    private TestDatabase migrated() {
        String template = names + "template";
        if (!migrated) {
            create(template, "template1");
            try (Database empty = new Database(addressOf(template), 1)) {
                Migrations.apply(empty);
            }
            migrated = true;
        }
        return make(template);
    }

    private TestDatabase make(String template) {
        String name = names + ++made;
        create(name, template);
        return new TestDatabase(addressOf(name), () -> administer("drop database if exists " + name + " with (force)"));
    }

    private void create(String name, String template) {
        administer(
                "create database %s owner %s template %s strategy file_copy".formatted(name, owner.user(), template));
    }

    private void administer(String statement) {
        try (Connection connection = DriverManager.getConnection(
                        administration.jdbcUrl(), administration.user(), administration.password());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private DatabaseAddress addressOf(String name) {
        String url = owner.jdbcUrl().replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
        return new DatabaseAddress(url, owner.user(), owner.password());
    }

    static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
