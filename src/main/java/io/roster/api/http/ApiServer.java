package io.roster.api.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.roster.StartupFailure;
import io.roster.db.Tx;
import io.roster.id.UuidV7;
import io.roster.patience.Patience;
import io.roster.trace.Tracing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The HTTP server: every dialect's routes on one port, HTTP/1.1, a virtual thread a connection. */
public final class ApiServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int IDLE_SWEEPS = 10; // a connection is idle a tenth longer than its timeout, at most

    private final HttpSettings settings;
    private final Patience patience = new Patience("roster-http-patience");
    private final InetSocketAddress address;
    private final WebServer server;

    /** @param transaction what {@link Call#write} runs its work in, such as {@code database::write} */
    public ApiServer(
            HttpSettings settings,
            List<Dialect> dialects,
            Admission admission,
            Function<Function<Tx, Reply>, Reply> transaction,
            Idempotency idempotency,
            UuidV7 ids,
            RequestMeter meter,
            Tracing tracing) {
        this(settings, dialects, admission, transaction, Optional.of(idempotency), ids, meter, tracing);
    }

    /** The same for a server that does not look at an Idempotency-Key, nor counts or traces its requests. */
    public ApiServer(
            HttpSettings settings,
            List<Dialect> dialects,
            Admission admission,
            Function<Function<Tx, Reply>, Reply> transaction,
            UuidV7 ids) {
        this(
                settings,
                dialects,
                admission,
                transaction,
                Optional.empty(),
                ids,
                new RequestMeter(new CompositeMeterRegistry()),
                Tracing.OFF);
    }

    private ApiServer(
            HttpSettings settings,
            List<Dialect> dialects,
            Admission admission,
            Function<Function<Tx, Reply>, Reply> transaction,
            Optional<Idempotency> idempotency,
            UuidV7 ids,
            RequestMeter meter,
            Tracing tracing) {
        this.settings = settings;
        this.address = new InetSocketAddress(resolved(settings.host()), settings.port());
        this.server = server(new Gate(
                settings, new Router(dialects), admission, transaction, idempotency, ids, meter, tracing, patience));
    }

    /** Listens, and answers from then on; throws {@link StartupFailure} when it cannot have the port. */
    public ApiServer start() {
        requireFree();
        server.start();
        if (!server.isRunning()) { // somebody was faster, between the look and the leap
            throw new StartupFailure("cannot listen on %s:%d".formatted(settings.host(), settings.port()));
        }
        return this;
    }

    public int port() {
        return server.port();
    }

    /** Where it can be reached from this machine, or by the host that it was told. */
    public URI url() {
        String host = settings.host();
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port()));
    }

    /** Stops accepting, and returns when the requests in flight are answered, or their time is up. */
    @Override
    public void close() {
        server.stop();
        patience.close();
    }

    private static InetAddress resolved(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartupFailure("cannot listen on %s: there is no such host".formatted(host), e);
        }
    }

    /** Helidon logs a port that is taken, with a stack trace, and says nothing; this says it in a sentence. */
    private void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new StartupFailure(
                    "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), e.getMessage()), e);
        }
    }

    private WebServer server(Gate gate) {
        Http1Config http = Http1Config.builder()
                .maxPrologueLength(MAX_REQUEST_LINE)
                .maxHeadersSize(MAX_HEADERS)
                .validatePath(false) // the router says what is wrong with a path, in the dialect's words
                .validatePrologue(false)
                .sendKeepAliveHeader(false)
                .addReceiveListener(new HeaderDeadline())
                .build();
        return WebServer.builder()
                .bindAddress(address)
                .shutdownHook(false)
                .shutdownGracePeriod(settings.shutdownGrace())
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addProtocol(http)
                .maxTcpConnections(settings.maxConnections())
                .maxPayloadSize(settings.maxEntity())
                .idleConnectionTimeout(settings.idleTimeout())
                .idleConnectionPeriod(settings.idleTimeout().dividedBy(IDLE_SWEEPS))
                .putListenerSocketOption(StandardSocketOptions.SO_REUSEADDR, true)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .contentEncoding(new AnyCoding())
                .directHandlers(DirectAnswers.of(gate, patience))
                .routing(HttpRouting.builder().addFilter((chain, request, response) -> gate.pass(request, response)))
                .build();
    }

    /** Gives a request's headers their time to come. */
    private final class HeaderDeadline implements Http1ConnectionListener {
        @Override
        public void prologue(ConnectionContext connection, HttpPrologue prologue) {
            patience.begin(settings.headerTimeout());
        }

        @Override
        public void headers(ConnectionContext connection, Headers headers) {
            patience.end();
        }
    }
}
