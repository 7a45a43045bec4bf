package io.roster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.roster.access.AccessTokens;
import io.roster.access.AdminKey;
import io.roster.access.Authentication;
import io.roster.access.KeyRing;
import io.roster.access.OutsideTokens;
import io.roster.access.RateLimits;
import io.roster.access.ServiceSecrets;
import io.roster.access.SigningKeys;
import io.roster.access.Tenancy;
import io.roster.access.Tokens;
import io.roster.api.http.Admission;
import io.roster.api.http.ApiServer;
import io.roster.api.http.Dialect;
import io.roster.api.http.HttpSettings;
import io.roster.api.http.Idempotency;
import io.roster.api.http.PageTokens;
import io.roster.api.http.RequestMeter;
import io.roster.api.http.Route;
import io.roster.api.http.Seal;
import io.roster.api.nimbus.NimbusDialect;
import io.roster.api.nimbus.NimbusErrors;
import io.roster.api.nodestash.NodestashDialect;
import io.roster.api.operator.OperatorAddresses;
import io.roster.api.operator.OperatorDialect;
import io.roster.api.operator.SystemDialect;
import io.roster.api.operator.TokenDialect;
import io.roster.changelog.Bells;
import io.roster.changelog.ChangeFeed;
import io.roster.changelog.ChangeHistory;
import io.roster.changelog.ChangeLog;
import io.roster.changelog.LogEpoch;
import io.roster.company.Companies;
import io.roster.contact.Contacts;
import io.roster.contact.Merges;
import io.roster.customfield.CustomFieldPurge;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.db.Readiness;
import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.engagement.Outreach;
import io.roster.enrichment.AddressCheck;
import io.roster.enrichment.BuiltIn;
import io.roster.enrichment.CircuitBreaker;
import io.roster.enrichment.DnsMailDomains;
import io.roster.enrichment.Enrichment;
import io.roster.enrichment.EnrichmentQueue;
import io.roster.enrichment.HttpProvider;
import io.roster.erasure.Erasure;
import io.roster.erasure.ErasureSteps;
import io.roster.erasure.Holdings;
import io.roster.id.UuidV7;
import io.roster.idempotency.ExpiredAnswers;
import io.roster.idempotency.StoredAnswers;
import io.roster.importing.Importing;
import io.roster.importing.UploadSweep;
import io.roster.metrics.Metrics;
import io.roster.scoring.Recompute;
import io.roster.scoring.Scoring;
import io.roster.segment.Segments;
import io.roster.sequence.Sequences;
import io.roster.suppression.AddressHashing;
import io.roster.suppression.GlobalContacts;
import io.roster.suppression.Screening;
import io.roster.suppression.Suppressions;
import io.roster.webhook.Hosts;
import io.roster.webhook.RetrySchedule;
import io.roster.webhook.WebhookSender;
import io.roster.webhook.Webhooks;
import io.roster.work.Jobs;
import io.roster.work.Workers;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The server, wired by hand: everything that it is made of, in the order in which it starts. */
public final class Roster implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private static final Duration EXPIRY_SWEEP = Duration.ofMinutes(1);

    private static final Duration ENRICHMENT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ENRICHMENT_REST = Duration.ofSeconds(30);

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
            SecureRandom random = new SecureRandom();
            UuidV7 ids = new UuidV7(clock);
            opened.add(HomeLock.take(config.home()));
            Metrics metrics = opened.add(new Metrics());
            database = opened.add(new Database(databaseAddress(config), CONNECTIONS));
            database.measure(metrics.registry());
            Migrations.apply(database);

            KeyRing keyRing = new KeyRing(database, Ticker.systemTicker());
            ServiceSecrets secrets = new ServiceSecrets(database, random, clock);
            tenancy = new Tenancy(database, keyRing, ids, random, clock);
            SigningKeys signingKeys = new SigningKeys(database, random, clock, Ticker.systemTicker());
            signingKeys.prepare();
            AccessTokens accessTokens = new AccessTokens(signingKeys, keyRing, issuer(config), ids, clock);
            Tokens bearer = new Tokens(
                    accessTokens, config.outsideIssuer().map(issuer -> new OutsideTokens(issuer, database, clock)));
            Authentication authentication =
                    new Authentication(AdminKey.of(config.adminKey(), config.home(), random), keyRing, bearer);
            RateLimits limits =
                    RateLimits.of(config.rateLimit(), config.rateLimitStore(), database, Ticker.systemTicker(), clock);
            StoredAnswers answers = new StoredAnswers(database, clock);
            opened.add(new ExpiredAnswers(database, clock, EXPIRY_SWEEP));
            AddressHashing hashing = new AddressHashing(secrets.secret("address", 32));
            Screening screening = new Screening(hashing, clock);
            Suppressions suppressions = new Suppressions(hashing, ids, clock);
            GlobalContacts globalContacts = new GlobalContacts(hashing, ids, clock);
            Companies companies = new Companies(ids, clock);
            CustomFields customFields = new CustomFields(
                    List.of(Segments::userOfCustomField, Scoring::userOfCustomField, Sequences::userOfCustomField),
                    ids,
                    clock);
            Segments segments = new Segments(customFields, ids, clock);
            Jobs jobs = new Jobs(ids, clock);
            Scoring scoring = new Scoring(customFields, segments, jobs, ids);
            EnrichmentQueue enrichments = new EnrichmentQueue(jobs);
            LogEpoch epoch = LogEpoch.of(database);
            Bells bells = new Bells();
            ChangeLog changeLog = new ChangeLog(epoch, ids, bells);
            ChangeFeed feed = new ChangeFeed(database, epoch, bells);
            contacts = new Contacts(
                    companies,
                    customFields,
                    screening,
                    scoring,
                    enrichments,
                    changeLog,
                    NimbusDialect::contactObject,
                    ids,
                    clock);
            Importing importing = Importing.of(database, contacts, customFields, jobs, ids, clock);
            opened.add(new UploadSweep(database, clock)).start();
            opened.add(new Workers(
                            database,
                            random,
                            clock,
                            ids,
                            List.of(
                                    importing.work(customFields, contacts, NimbusErrors::code, clock),
                                    new Recompute(database, contacts),
                                    enrichment(config.enrich(), clock, globalContacts))))
                    .start();
            Hosts hosts = new Hosts(InetAddress::getAllByName, config.webhookAllowPrivate());
            Webhooks webhooks = new Webhooks(hosts, bells.senders(), ids, random, clock);
            RetrySchedule schedule = RetrySchedule.standard(random);
            Outreach outreach =
                    Outreach.of(contacts, customFields, segments, screening, suppressions, globalContacts, ids, clock);
            Merges merges = new Merges(contacts, outreach, ids, clock);
            ErasureSteps steps = new ErasureSteps(
                    contacts,
                    merges,
                    outreach,
                    changeLog,
                    answers,
                    importing.imports(),
                    screening,
                    suppressions,
                    globalContacts,
                    ids,
                    clock);
            Erasure erasure = new Erasure(contacts, merges, steps.all(), hashing, ids, clock);
            Holdings holdings = new Holdings(contacts, merges, outreach, screening);
            opened.add(new CustomFieldPurge(database)).start();
            opened.add(new WebhookSender(database, ids.next(), bells.senders(), hosts, schedule, clock))
                    .start();
            Seal seal = new Seal(secrets.secret("cursor", 32));
            PageTokens tokens = new PageTokens(seal);

            List<Dialect> dialects = List.of(
                    new NimbusDialect(
                            database,
                            contacts,
                            companies,
                            customFields,
                            segments,
                            suppressions,
                            outreach,
                            merges,
                            erasure,
                            holdings,
                            scoring,
                            new ChangeHistory(epoch),
                            feed,
                            webhooks,
                            importing,
                            tokens,
                            seal),
                    new NodestashDialect(database, contacts, customFields, outreach, tokens),
                    new TokenDialect(accessTokens, signingKeys),
                    new OperatorDialect(tenancy, new OperatorAddresses(database, globalContacts, screening)),
                    new SystemDialect(Readiness.ofMigrated(database), metrics));
            routes = dialects.stream()
                    .flatMap(dialect -> dialect.routes().stream())
                    .toList();
            ApiServer server = opened.add(new ApiServer(
                    HttpSettings.of(config.host(), config.port(), config.corsOrigins()),
                    dialects,
                    new Admission(authentication::caller, authentication::operator, limits),
                    database::write,
                    new Idempotency(answers, Idempotency.PATIENCE),
                    ids,
                    new RequestMeter(metrics.registry())));
            opened.add(feed); // which lets those go who wait for changes, before the server waits for them
            server.start();
            url = server.url();
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private Enrichment enrichment(EnrichSettings settings, InstantSource clock, GlobalContacts globalContacts) {
        AddressCheck addresses = settings.dns() ? new AddressCheck(new DnsMailDomains()) : AddressCheck.offline();
        Optional<HttpProvider> service = settings.url()
                .map(address -> opened.add(new HttpProvider(
                        address, settings.secret(), ENRICHMENT_TIMEOUT, new CircuitBreaker(clock, ENRICHMENT_REST))));
        return new Enrichment(database, contacts, globalContacts, new BuiltIn(addresses), service);
    }

    /** Makes a new key to sign access tokens with, in the database that a server of this configuration uses or would use. */
    static String rotateKeys(Config config) {
        try (Opened opened = new Opened()) {
            DatabaseAddress address = config.database()
                    .or(() -> EmbeddedPostgres.running(config.home()))
                    .orElseGet(() -> embedded(config, opened));
            Database database = opened.add(new Database(address, 1));
            Migrations.apply(database);
            return new SigningKeys(database, new SecureRandom(), Clock.systemUTC(), Ticker.systemTicker()).rotate();
        }
    }

    private static DatabaseAddress embedded(Config config, Opened opened) {
        opened.add(HomeLock.take(config.home()));
        return opened.add(EmbeddedPostgres.start(config.home())).address();
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

    /** The same for all servers on one database, unless they are told different public addresses. */
    private static String issuer(Config config) {
        return config.publicUrl().map(URI::toString).orElse("roster");
    }

    private DatabaseAddress databaseAddress(Config config) {
        return config.database()
                .orElseGet(
                        () -> opened.add(EmbeddedPostgres.start(config.home())).address());
    }
}
