package io.roster;

import io.roster.access.RateLimit;
import io.roster.access.RateLimits;
import io.roster.log.LogFormat;
import java.net.Inet6Address;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/** How the values of settings are spelled. Each method throws IllegalArgumentException for a text that is none. */
public final class Syntax {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]*");

    private Syntax() {}

    static int port(String text) {
        require(NUMBER.matcher(text).matches() && Integer.parseInt(text) <= 65535, "is not a port");
        return Integer.parseInt(text);
    }

    static String host(String text) {
        if (!text.contains(":")) {
            require(NAME.matcher(text).matches(), "is not a host");
            return text;
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        Inet6Address.ofLiteral(bare);
        return bare;
    }

    static Path folder(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    static String adminKey(String text) {
        require(text.length() >= 32, "is too short");
        require(text.length() <= 200, "is too long");
        require(VISIBLE.matcher(text).matches(), "has a character that is not visible ASCII");
        return text;
    }

    public static URI publicUrl(String text) {
        URI url = web(text);
        require(url.getRawQuery() == null && url.getRawFragment() == null, "has a query or a fragment");
        return URI.create(text.replaceFirst("/+$", ""));
    }

    static List<String> origins(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Syntax::origin)
                .distinct()
                .toList();
    }

    static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    static String secret(String text) {
        require(
                !text.isEmpty() && text.length() <= 200 && VISIBLE.matcher(text).matches(),
                "is not 1 to 200 visible characters");
        return text;
    }

    static URI service(String text) {
        return web(text);
    }

    /** An origin as browsers send it: in small letters, without its scheme's own port. */
    private static String origin(String text) {
        URI url = web(text);
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int port = url.getPort();
        boolean implied = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        String origin = scheme + "://" + url.getHost().toLowerCase(Locale.ROOT);
        String spelled = port < 0 ? origin : origin + ":" + port;
        require(text.equalsIgnoreCase(spelled), "is more than an origin");
        return implied ? origin : spelled;
    }

    private static URI web(String text) {
        URI url = URI.create(text);
        String scheme = url.getScheme();
        require("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme), "is neither http nor https");
        require(url.getHost() != null && url.getRawUserInfo() == null, "has no host, or a user");
        require(url.getPort() != 0 && url.getPort() <= 65535, "has a port that is none");
        return url;
    }

    static RateLimit rateLimit(String text) {
        return RateLimit.parse(text).orElseThrow(() -> new IllegalArgumentException("is not a rate"));
    }

    static RateLimits.Place rateLimitStore(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "local" -> RateLimits.Place.LOCAL;
            case "database" -> RateLimits.Place.DATABASE;
            default -> throw new IllegalArgumentException("is not a place");
        };
    }

    /** {@code name=value} pairs as OpenTelemetry writes them: separated by commas, the values percent-encoded. */
    static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            require(equals > 0, "has a part without a name and an equals sign");
            headers.put(
                    pair.substring(0, equals).strip(),
                    URLDecoder.decode(pair.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return headers;
    }

    static URI keysUrl(String text) {
        return web(text);
    }

    /** The name of an issuer or an audience, which is often a URL. */
    static String name(String text) {
        require(VISIBLE.matcher(text).matches(), "has a character that is not visible ASCII");
        return text;
    }

    static LogFormat format(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new IllegalArgumentException("is not a format");
        };
    }

    static Level level(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "error" -> Level.ERROR;
            case "warn" -> Level.WARN;
            case "info" -> Level.INFO;
            case "debug" -> Level.DEBUG;
            default -> throw new IllegalArgumentException("is not a level");
        };
    }

    private static void require(boolean held, String fault) {
        if (!held) {
            throw new IllegalArgumentException(fault);
        }
    }
}
