package io.roster.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came in over the socket, before any of it is believed. */
final class Incoming {
    private static final List<HeaderName> PROXIED =
            List.of(HeaderNames.X_FORWARDED_FOR, HeaderNames.FORWARDED, HeaderNames.create("X-Real-IP"));

    private final ServerRequest request;
    private final String path;
    private @Nullable InputStream body;
    private boolean bodyAbandoned;

    Incoming(ServerRequest request) {
        this.request = request;
        this.path = originForm(request.prologue().uriPath().rawPath());
    }

    String method() {
        return request.prologue().method().text();
    }

    /** As it was sent, percent-encoded. */
    String path() {
        return path;
    }

    String queryString() {
        return request.prologue().hasQuery() ? request.prologue().query().rawValue() : "";
    }

    /** The value of a header; that of one sent several times is the list of them (RFC 9110, 5.3). */
    Optional<String> header(String name) {
        HeaderName known = HeaderNames.create(name);
        return request.headers().contains(known)
                ? Optional.of(String.join(", ", request.headers().get(known).allValues()))
                : Optional.empty();
    }

    /** Whom the connection is from, be it a proxy. */
    InetAddress address() {
        return request.remotePeer().address() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** By the connection alone, for anybody can write a header; but one that a proxy handed on comes from elsewhere. */
    boolean isFromThisMachine() {
        return address().isLoopbackAddress()
                && PROXIED.stream().noneMatch(name -> request.headers().contains(name));
    }

    boolean hasBody() {
        return declaredLength() > 0 || isChunked();
    }

    boolean isChunked() {
        return request.headers().contains(HeaderNames.TRANSFER_ENCODING);
    }

    /** The bytes that Content-Length announces; -1 when there is none. */
    long declaredLength() {
        return request.headers().contentLength().orElse(-1);
    }

    /** Whether the caller waits to be told to send its body, and has not been told. */
    boolean holdsBodyBack() {
        return body == null && request.headers().containsToken(HeaderValues.EXPECT_100);
    }

    boolean wantsClose() {
        return request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    boolean isBodyRead() {
        return !hasBody() || request.content().consumed();
    }

    /** Says that the body's framing is broken, so that nobody can tell where the next request begins. */
    void abandonBody() {
        bodyAbandoned = true;
    }

    boolean isBodyAbandoned() {
        return bodyAbandoned;
    }

    /** The rest of the body; a caller that holds it back is told to send it. */
    InputStream body() {
        InputStream opened = body == null ? request.content().inputStream() : body;
        body = opened;
        return opened;
    }

    /** RFC 9112, 3.2.2: a server takes a whole URI as well, and looks at its path. */
    private static String originForm(String target) {
        if (!target.startsWith("http://") && !target.startsWith("https://")) {
            return target;
        }
        int slash = target.indexOf('/', target.indexOf("//") + 2);
        return slash < 0 ? "/" : target.substring(slash);
    }
}
