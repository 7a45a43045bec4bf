package io.roster;

import io.roster.access.OutsideIssuer;
import io.roster.access.RateLimit;
import io.roster.access.RateLimits;
import io.roster.db.DatabaseAddress;
import io.roster.db.DatabaseUrl;
import io.roster.log.LogFormat;
import io.roster.trace.Collector;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * Everything that can be configured, read once at the start. A new variable is added here alone, in four lines: its
 * component, its setting, its place in {@link #SETTINGS} (the order of the help), and its line in {@link #read}.
 */
public record Config(
        int port,
        String host,
        Path home,
        Optional<DatabaseAddress> database,
        Optional<String> adminKey,
        Optional<URI> publicUrl,
        List<String> corsOrigins,
        EnrichSettings enrich,
        RateLimit rateLimit,
        RateLimits.Place rateLimitStore,
        Optional<OutsideIssuer> outsideIssuer,
        boolean webhookAllowPrivate,
        int searchThreshold,
        Optional<LogFormat> log,
        Level logLevel,
        Optional<Collector> traces) {

    private static final Setting<Integer> PORT = Setting.of(
            "ROSTER_PORT",
            "Port to listen on; 0 takes a free one.",
            "a whole number from 0 to 65535",
            "8080",
            Syntax::port);

    private static final Setting<String> HOST =
            Setting.of("ROSTER_HOST", "Address to bind.", "a host name or an IP address", "127.0.0.1", Syntax::host);

    private static final Setting<Path> HOME = Setting.of(
            "ROSTER_HOME",
            "Folder of the embedded database, generated secrets and uploaded files.",
            "the path of a folder",
            "./.roster",
            Syntax::folder);

    private static final Setting<Optional<DatabaseAddress>> DATABASE_URL = Setting.optional(
                    "ROSTER_DATABASE_URL",
                    "PostgreSQL 15 or newer to use instead of the embedded one: "
                            + "postgresql://user:password@host:port/database.",
                    "postgresql://user:password@host:port/database?parameters, "
                            + "its parts percent-encoded, or the same as a JDBC URL",
                    "none, embedded",
                    DatabaseUrl::parse)
            .asSecret();

    private static final Setting<Optional<String>> ADMIN_KEY = Setting.optional(
                    "ROSTER_ADMIN_KEY",
                    "The operator's key, 32 to 200 visible characters. Other users of the machine can see an option, "
                            + "but not a variable.",
                    "32 to 200 visible ASCII characters, without spaces",
                    "generated, kept in admin.key of the home",
                    Syntax::adminKey)
            .asSecret();

    private static final Setting<Optional<URI>> PUBLIC_URL = Setting.optional(
            "ROSTER_PUBLIC_URL",
            "Where others reach the server; used in links.",
            "an http or https URL without user, query and fragment",
            "from host and port",
            Syntax::publicUrl);

    private static final Setting<Optional<List<String>>> CORS_ORIGINS = Setting.optional(
            "ROSTER_CORS_ORIGINS",
            "Origins whose pages may call the server from a browser, separated by commas.",
            "origins such as https://app.example.com or http://localhost:3000, separated by commas; * is none",
            "none",
            Syntax::origins);

    private static final Setting<Boolean> ENRICH_DNS = Setting.of(
            "ROSTER_ENRICH_DNS",
            "Whether enrichment asks the DNS if the domain of an address takes mail.",
            "true or false",
            "false",
            Syntax::truth);

    private static final Setting<Optional<URI>> ENRICH_URL = Setting.optional(
            "ROSTER_ENRICH_URL",
            "A service of your own that enrichment asks about each contact (docs/enrichment.md).",
            "an http or https URL without user",
            "none",
            Syntax::service);

    private static final Setting<Optional<String>> ENRICH_SECRET = Setting.optional(
                    "ROSTER_ENRICH_SECRET",
                    "What that service is sent as a bearer token.",
                    "1 to 200 visible ASCII characters, without spaces",
                    "none",
                    Syntax::secret)
            .asSecret();

    private static final Setting<RateLimit> RATE_LIMIT = Setting.of(
            "ROSTER_RATE_LIMIT",
            "How often an API key may call, unless it has a limit of its own: N/s, N/m or off.",
            "N/s or N/m, N from 1 to 1000000, such as 100/s, or off",
            "100/s",
            Syntax::rateLimit);

    private static final Setting<RateLimits.Place> RATE_LIMIT_STORE = Setting.of(
            "ROSTER_RATE_LIMIT_STORE",
            "Where calls are counted: local, each server for itself; or database, all servers on it together.",
            "local or database",
            "local",
            Syntax::rateLimitStore);

    private static final Setting<Optional<URI>> JWT_JWKS_URL = Setting.optional(
            "ROSTER_JWT_JWKS_URL",
            "Where an outside identity provider publishes the keys of its tokens, which are then taken too.",
            "an http or https URL",
            "none",
            Syntax::keysUrl);

    private static final Setting<Optional<String>> JWT_ISSUER = Setting.optional(
            "ROSTER_JWT_ISSUER", "The iss of that provider's tokens.", "visible characters", "none", Syntax::name);

    private static final Setting<Optional<String>> JWT_AUDIENCE = Setting.optional(
            "ROSTER_JWT_AUDIENCE",
            "The aud of that provider's tokens for this server.",
            "visible characters",
            "none",
            Syntax::name);

    private static final Setting<Boolean> WEBHOOK_ALLOW_PRIVATE = Setting.of(
            "ROSTER_WEBHOOK_ALLOW_PRIVATE",
            "Whether webhooks may go to loopback and private addresses; for development and tests.",
            "true or false",
            "false",
            Syntax::truth);

    private static final Setting<Integer> SEARCH_THRESHOLD = Setting.of(
            "ROSTER_SEARCH_THRESHOLD",
            "From how many contacts on a workspace is searched by an index on this server's disk.",
            "a whole number from 0 to 999999999",
            "5000",
            Syntax::count);

    private static final Setting<Optional<LogFormat>> LOG = Setting.optional(
            "ROSTER_LOG", "Log format: text or json.", "text or json", "text on a terminal, else json", Syntax::format);

    private static final Setting<Level> LOG_LEVEL = Setting.of(
            "ROSTER_LOG_LEVEL",
            "The least that is logged: error, warn, info or debug.",
            "error, warn, info or debug",
            "info",
            Syntax::level);

    private static final Setting<Optional<URI>> OTLP_ENDPOINT = Setting.optional(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "Where traces are sent, by OTLP over HTTP, such as http://127.0.0.1:4318.",
            "an http or https URL without user",
            "none, no traces",
            Syntax::service);

    private static final Setting<Optional<Map<String, String>>> OTLP_HEADERS = Setting.optional(
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "Headers that go with them, such as the collector's key: name=value, separated by commas.",
                    "name=value, separated by commas, the values percent-encoded",
                    "none",
                    Syntax::headers)
            .asSecret();

    private static final Setting<String> OTEL_SERVICE_NAME = Setting.of(
            "OTEL_SERVICE_NAME", "The service's name in the traces.", "visible characters", "roster", Syntax::name);

    static final List<Setting<?>> SETTINGS = List.of(
            PORT,
            HOST,
            HOME,
            DATABASE_URL,
            ADMIN_KEY,
            PUBLIC_URL,
            CORS_ORIGINS,
            ENRICH_DNS,
            ENRICH_URL,
            ENRICH_SECRET,
            RATE_LIMIT,
            RATE_LIMIT_STORE,
            JWT_JWKS_URL,
            JWT_ISSUER,
            JWT_AUDIENCE,
            WEBHOOK_ALLOW_PRIVATE,
            SEARCH_THRESHOLD,
            LOG,
            LOG_LEVEL,
            OTLP_ENDPOINT,
            OTLP_HEADERS,
            OTEL_SERVICE_NAME);

    /**
     * Reads the configuration.
     *
     * @param environment the variables by name; others are ignored
     * @param options what the command line says, by option, such as {@code --port}; it beats the environment
     * @throws BadConfig with all the faults there are
     */
    public static Config read(Map<String, String> environment, Map<String, String> options) {
        Reading reading = new Reading(environment, options);
        Config config = new Config(
                reading.value(PORT),
                reading.value(HOST),
                reading.value(HOME),
                reading.value(DATABASE_URL),
                reading.value(ADMIN_KEY),
                reading.value(PUBLIC_URL),
                reading.value(CORS_ORIGINS).orElse(List.of()),
                new EnrichSettings(reading.value(ENRICH_DNS), reading.value(ENRICH_URL), reading.value(ENRICH_SECRET)),
                reading.value(RATE_LIMIT),
                reading.value(RATE_LIMIT_STORE),
                outsideIssuer(reading),
                reading.value(WEBHOOK_ALLOW_PRIVATE),
                reading.value(SEARCH_THRESHOLD),
                reading.value(LOG),
                reading.value(LOG_LEVEL),
                collector(reading));
        reading.check();
        return config;
    }

    private static Optional<Collector> collector(Reading reading) {
        Map<String, String> headers = reading.value(OTLP_HEADERS).orElse(Map.of());
        String service = reading.value(OTEL_SERVICE_NAME);
        return reading.value(OTLP_ENDPOINT).map(endpoint -> new Collector(endpoint, headers, service));
    }

    /** All of it, or nothing. */
    private static Optional<OutsideIssuer> outsideIssuer(Reading reading) {
        Optional<URI> keys = reading.value(JWT_JWKS_URL);
        Optional<String> issuer = reading.value(JWT_ISSUER);
        Optional<String> audience = reading.value(JWT_AUDIENCE);
        if (keys.isPresent() && issuer.isPresent() && audience.isPresent()) {
            return Optional.of(new OutsideIssuer(keys.get(), issuer.get(), audience.get()));
        }
        if (keys.isPresent() || issuer.isPresent() || audience.isPresent()) {
            reading.fault(
                    "ROSTER_JWT_JWKS_URL, ROSTER_JWT_ISSUER and ROSTER_JWT_AUDIENCE go together: set all or none");
        }
        return Optional.empty();
    }

    /** The same, with what it keeps elsewhere. */
    Config at(Path otherHome, DatabaseAddress otherDatabase) {
        return new Config(
                port,
                host,
                otherHome,
                Optional.of(otherDatabase),
                adminKey,
                publicUrl,
                corsOrigins,
                enrich,
                rateLimit,
                rateLimitStore,
                outsideIssuer,
                webhookAllowPrivate,
                searchThreshold,
                log,
                logLevel,
                traces);
    }

    /** What may be logged: no component that is or may become a secret. */
    @Override
    public String toString() {
        return "Config[host=" + host + ", port=" + port + ", home=" + home + "]";
    }
}
