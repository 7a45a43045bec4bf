package io.roster.bench;

import io.roster.StartupFailure;
import io.roster.db.DatabaseAddress;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.PostgresSettings;
import io.roster.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of the benchmarks below {@code ROSTER_HOME/bench}: for each number of contacts a home with a loaded
 * database, which is kept, and the copy of it that a run works on, so that every run finds the same.
 */
final class Home {
    private static final String LOADED = "loaded.json"; // written last, so what lacks it is not whole

    private final Path folder;
    private final InstantSource clock;
    private final PrintWriter out;

    Home(Path folder, InstantSource clock, PrintWriter out) {
        this.folder = folder;
        this.clock = clock;
        this.out = out;
    }

    Path folder() {
        return folder;
    }

    /** A server on a copy of the loaded database. */
    Site open(int contacts) throws IOException {
        Path kept = loaded(contacts);
        Path copy = folder.resolve("run-" + contacts);
        discard(copy);
        copy(kept, copy);
        String key = String.valueOf(
                Json.readObject(Files.readString(kept.resolve(LOADED))).get("key"));
        Server server = Server.start(copy, Map.of());
        try {
            return new Site(contacts, copy, server, key, running(copy), clock);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The home with a loaded database, loaded now if need be. */
    private Path loaded(int contacts) throws IOException {
        Path kept = folder.resolve("loaded-" + contacts);
        if (Files.notExists(kept.resolve(LOADED))) {
            out.printf("loading %,d contacts into %s ...%n", contacts, kept);
            out.flush();
            long begun = System.nanoTime();
            discard(kept);
            Files.createDirectories(kept);
            String key = load(kept, contacts);
            Files.writeString(kept.resolve(LOADED), Json.write(Map.of("key", key, "contacts", contacts)));
            out.printf("loaded in %,d s%n", (System.nanoTime() - begun) / 1_000_000_000);
            out.flush();
        }
        return kept;
    }

    /** Without flushing: a machine that breaks down meanwhile leaves nothing that is taken for loaded. */
    private static String load(Path kept, int contacts) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(kept, PostgresSettings.throwaway());
                Server server = Server.start(kept, Map.of("ROSTER_DATABASE_URL", url(postgres.address())))) {
            Api large = new Loading(server, contacts).load(postgres.address());
            IndexReady.await(server, large);
            return large.key();
        }
    }

    /** As a server is told it. */
    static String url(DatabaseAddress address) {
        return "postgresql://%s:%s@%s"
                .formatted(address.user(), address.password(), address.jdbcUrl().replace("jdbc:postgresql://", ""));
    }

    static DatabaseAddress running(Path home) {
        Optional<DatabaseAddress> address = EmbeddedPostgres.running(home);
        return address.orElseThrow(() -> new StartupFailure("no PostgreSQL runs in " + home));
    }

    /** By cp, which keeps whose the files are, and shares their blocks where the file system can. */
    private static void copy(Path from, Path to) throws IOException {
        run("cp", "-a", "--reflink=auto", from.toString(), to.toString());
    }

    /** Deletes a home that nobody runs any more. */
    static void discard(Path home) throws IOException {
        try {
            EmbeddedPostgres.remove(home);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run("rm", "-rf", home.toString());
    }

    private static void run(String... command) throws IOException {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
