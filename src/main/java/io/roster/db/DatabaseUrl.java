package io.roster.db;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the address of a PostgreSQL as it is usually written, {@code postgresql://user:password@host:port/database} with
 * parameters after a question mark (PostgreSQL 18 manual, 32.1.1.2), or as a JDBC URL. No message holds any of the
 * text's values, for one of them is the password.
 */
public final class DatabaseUrl {
    private static final Pattern SHAPE = Pattern.compile("(?<jdbc>jdbc:)?postgres(?:ql)?://(?:(?<credentials>[^/?]*)@)?"
            + "(?<hosts>[^/?@]*)(?:/(?<database>[^/?]*))?(?:\\?(?<parameters>.*))?");
    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)(?::(?<port>\\d{1,5}))?");

    /** Parameters that psql and the hosting services spell otherwise than the JDBC driver does. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode");

    private final Matcher url;
    private final boolean jdbc;
    private final Map<String, String> parameters;

    private DatabaseUrl(String text) {
        url = SHAPE.matcher(text);
        if (!url.matches()) {
            throw new IllegalArgumentException("is not a PostgreSQL URL");
        }
        jdbc = url.group("jdbc") != null;
        parameters = parameters();
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException with a message such as {@code has no host}, fit to be shown
     */
    public static DatabaseAddress parse(String text) {
        return new DatabaseUrl(text).address();
    }

    private DatabaseAddress address() {
        String[] credentials = part("credentials").split(":", 2);
        String user = credential("user", credentials[0]);
        String password = credential("password", credentials.length == 2 ? credentials[1] : "");
        if (user.isEmpty()) {
            throw new IllegalArgumentException("has no user");
        }
        String database = decoded("database", part("database"));
        if (database.isEmpty()) {
            throw new IllegalArgumentException("has no database");
        }
        return new DatabaseAddress(
                "jdbc:postgresql://" + hosts() + "/" + encoded(database) + driverParameters(), user, password);
    }

    private String part(String name) {
        return Optional.<@Nullable String>ofNullable(url.group(name)).orElse("");
    }

    private String credential(String name, String text) {
        String parameter = parameters.get(name);
        return parameter != null ? parameter : decoded(name, text);
    }

    private String hosts() {
        String hosts = part("hosts");
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("has no host");
        }
        for (String host : hosts.split(",", -1)) {
            Matcher matcher = HOST.matcher(host);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("has a host or port that is none");
            }
            String port = matcher.group("port");
            if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
                throw new IllegalArgumentException("has a port that is not from 1 to 65535");
            }
        }
        return hosts;
    }

    private Map<String, String> parameters() {
        Map<String, String> found = new LinkedHashMap<>();
        Set<String> known = knownToDriver();
        for (String parameter : part("parameters").split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] pair = parameter.split("=", 2);
                String name = SPELLINGS.getOrDefault(pair[0], pair[0]);
                // The driver would ignore it silently: "sslmod=require" must not mean a connection in the clear.
                if (!known.contains(name)) {
                    throw new IllegalArgumentException("has a parameter that the PostgreSQL driver does not know");
                }
                found.put(name, pair.length == 2 ? decoded("parameter " + name, pair[1]) : "");
            }
        }
        return found;
    }

    private static Set<String> knownToDriver() {
        String anywhere = "jdbc:postgresql://localhost/";
        try {
            DriverPropertyInfo[] known = DriverManager.getDriver(anywhere).getPropertyInfo(anywhere, new Properties());
            return Arrays.stream(known).map(property -> property.name).collect(Collectors.toSet());
        } catch (SQLException e) {
            throw new IllegalStateException("the PostgreSQL driver is missing", e);
        }
    }

    private String driverParameters() {
        String text = parameters.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("user") && !entry.getKey().equals("password"))
                .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return text.isEmpty() ? "" : "?" + text;
    }

    private String decoded(String what, String text) {
        String decoded;
        try {
            // A plus is a space to the JDBC driver, and a plus to everyone else.
            decoded = URLDecoder.decode(jdbc ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            decoded = "\0"; // the exception is dropped because its message quotes the text
        }
        if (decoded.indexOf('\0') >= 0 || decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("has a " + what + " that is not percent-encoded UTF-8");
        }
        return decoded;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
