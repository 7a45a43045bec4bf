package io.roster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.access.SigningKeys;
import io.roster.access.Tenancy;
import io.roster.api.http.ApiServer;
import io.roster.api.http.Dialect;
import io.roster.api.http.HttpSettings;
import io.roster.api.http.Idempotency;
import io.roster.api.http.RequestMeter;
import io.roster.api.http.Route;
import io.roster.api.http.Seal;
import io.roster.api.nimbus.NimbusDialect;
import io.roster.api.nodestash.NodestashDialect;
import io.roster.api.operator.OperatorAddresses;
import io.roster.api.operator.OperatorDialect;
import io.roster.api.operator.OperatorSearch;
import io.roster.api.operator.SystemDialect;
import io.roster.api.operator.TokenDialect;
import io.roster.bench.Bench;
import io.roster.contact.Contacts;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.Readiness;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.doctor.Doctor;
import io.roster.doctor.Finding;
import io.roster.idempotency.StoredAnswers;
import io.roster.importing.Restraint;
import io.roster.metrics.Metrics;
import io.roster.trace.Tracing;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;

/** The server, wired by hand: everything that it is made of, in the order in which it starts. */
public final class Roster implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    /** So many requests use the database at a time; more would only keep each other from the processors. */
    static final int TURNS = Math.clamp(4L * Runtime.getRuntime().availableProcessors(), CONNECTIONS / 2, CONNECTIONS);

    private final Opened opened = new Opened();
    private final Tenancy tenancy;
    private final Contacts contacts;
    private final Database database;
    private final List<Route> routes;
    private final URI url;

    /** Starts, and answers requests when this returns; throws {@link StartupFailure} with everything closed again. */
    public static Roster start(Config config) {
        return start(config, Clock.systemUTC());
    }

    static Roster start(Config config, InstantSource clock) {
        return new Roster(config, clock);
    }

    private Roster(Config config, InstantSource clock) {
        try {
            opened.add(HomeLock.take(config.home()));
            Metrics metrics = opened.add(new Metrics());
            database = opened.add(new Database(databaseAddress(config), CONNECTIONS));
            database.measure(metrics.registry());
            Tracing tracing = opened.add(Tracing.to(config.traces()));
            database.trace(tracing);
            Migrations.apply(database);

            Essentials made = Essentials.of(config, database, clock);
            Entrance entrance = Entrance.wire(made);
            StoredAnswers answers = new StoredAnswers(database, clock);
            Changes changes = Changes.wire(made);
            CustomFields customFields = Features.customFields(made);
            Searching searching = Searching.wire(opened, made, changes, customFields, metrics);
            Features features = Features.wire(made, changes, customFields, searching.search(), answers);
            features.contacts().measure(metrics.registry());
            Database inTurns = database.inTurns(TURNS);
            Restraint restraint = new Restraint(inTurns::used, metrics.registry());
            BackgroundWork.start(opened, made, features, searching.indexes(), restraint, metrics.registry(), tracing);
            tenancy = entrance.tenancy();
            contacts = features.contacts();

            List<Dialect> dialects = dialects(inTurns, made, entrance, features, searching, metrics);
            routes = dialects.stream()
                    .flatMap(dialect -> dialect.routes().stream())
                    .toList();
            ApiServer server = opened.add(new ApiServer(
                    HttpSettings.of(config.host(), config.port(), config.corsOrigins()),
                    dialects,
                    entrance.admission(),
                    inTurns::write,
                    new Idempotency(answers, Idempotency.PATIENCE),
                    made.ids(),
                    new RequestMeter(metrics.registry()),
                    tracing));
            // Closed first, so that those who wait for changes are let go before the server waits for them.
            opened.add(features.changes().feed());
            server.start();
            url = server.url();
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static List<Dialect> dialects(
            Database database,
            Essentials made,
            Entrance entrance,
            Features features,
            Searching searching,
            Metrics metrics) {
        Seal seal = new Seal(made.secrets().secret("cursor", 32));
        Addresses addresses = features.addresses();
        return List.of(
                new NimbusDialect(database, features, seal),
                new NodestashDialect(database, features, seal),
                new TokenDialect(entrance.accessTokens(), entrance.signingKeys()),
                new OperatorDialect(
                        entrance.tenancy(),
                        new OperatorAddresses(database, addresses.globalContacts(), addresses.screening()),
                        new OperatorSearch(searching.indexes())),
                new SystemDialect(Readiness.ofMigrated(made.database()), metrics));
    }

    /** Makes a new key to sign access tokens with, in the database that a server of this configuration uses or would use. */
    static String rotateKeys(Config config) {
        try (Opened opened = new Opened()) {
            Database database = Offline.database(config, opened);
            return new SigningKeys(database, new SecureRandom(), Clock.systemUTC(), Ticker.systemTicker()).rotate();
        }
    }

    /** Erases again what a restored backup has brought back, in the same database. */
    static EraseReplay eraseReplay(Config config) {
        return new EraseReplay(config, Clock.systemUTC());
    }

    /** Looks at what a server of this configuration needs, and changes nothing. */
    static List<Finding> examine(Config config) {
        return new Doctor(config, Clock.systemUTC()).findings();
    }

    /** Runs the benchmarks, on servers of their own. */
    static void bench(Bench.Options options, PrintWriter out) throws IOException, SQLException, InterruptedException {
        Bench.run(options, Clock.systemUTC(), out);
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    /** Every route that it answers. */
    public List<Route> routes() {
        return routes;
    }

    Tenancy tenancy() {
        return tenancy;
    }

    Contacts contacts() {
        return contacts;
    }

    Database database() {
        return database;
    }

    /** Stops accepting, finishes the requests in flight, and closes the database. */
    @Override
    public void close() {
        opened.close();
    }

    private DatabaseAddress databaseAddress(Config config) {
        return config.database()
                .orElseGet(
                        () -> opened.add(EmbeddedPostgres.start(config.home())).address());
    }
}
