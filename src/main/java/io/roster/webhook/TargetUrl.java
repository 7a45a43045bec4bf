package io.roster.webhook;

import io.roster.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Checks the URL that somebody wants webhooks to be sent to. */
final class TargetUrl {
    private static final int MAX_LENGTH = 2048;
    private static final int PATIENCE_SECONDS = 2;

    /** What some resolvers take for an IPv4 address: the last label is a number, decimal, octal or hexadecimal. */
    private static final Pattern NUMERIC = Pattern.compile("(?i)(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    private static final Pattern DOTTED_QUAD =
            Pattern.compile("(?:(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.(?!$)|$)){4}");

    private final Hosts hosts;

    TargetUrl(Hosts hosts) {
        this.hosts = hosts;
    }

    /** The URL as it is stored, or refused as the field {@code url}. */
    String normalise(String text) {
        URI url = parsed(text.strip());
        String host = url.getHost();
        if (NUMERIC.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
            throw refused("url's host must be a name, or an address of four decimal numbers");
        }
        refuseForbidden(host);
        return url.toString();
    }

    private static URI parsed(String text) {
        if (text.length() > MAX_LENGTH) {
            throw refused("url must have at most %d characters".formatted(MAX_LENGTH));
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("url must be an https or http URL");
        }
        if (!"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
            throw refused("url must be an https or http URL");
        }
        if (url.getHost() == null || url.getHost().contains("%") || url.getPort() == 0 || url.getPort() > 65535) {
            throw refused("url must have a host in ASCII and, if any, a port from 1 to 65535");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null || !text.equals(url.toASCIIString())) {
            throw refused("url must be in ASCII, without a user and a fragment");
        }
        return url;
    }

    /** A name that is not there yet, or whose look-up takes long, may do: it is looked up again for every connection. */
    private void refuseForbidden(String host) {
        CompletableFuture<Boolean> look = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                hosts.addresses(bare(host));
                look.complete(true);
            } catch (UnknownHostException | RuntimeException e) {
                look.completeExceptionally(e);
            }
        });
        try {
            look.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Hosts.Forbidden forbidden) {
                throw refused("url cannot be sent to: " + forbidden.getMessage());
            }
        } catch (TimeoutException e) {
            // Looked up again when it is sent to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An IPv6 address without its brackets, a name without the dot of the root, which not every resolver understands. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host.replaceFirst("\\.$", "");
    }

    private static RuntimeException refused(String message) {
        return Failure.invalid("url", message);
    }
}
