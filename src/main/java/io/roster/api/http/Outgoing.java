package io.roster.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import io.roster.patience.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an answer, and leaves the connection such that the next request finds its beginning. */
final class Outgoing {
    private static final Logger LOG = LoggerFactory.getLogger("roster.http");
    private static final Duration DRAIN_TIME = Duration.ofSeconds(5);
    private static final long DRAIN_BYTES = 8L * 1024 * 1024;

    private final Incoming incoming;
    private final ServerResponse response;
    private final Patience patience;

    Outgoing(Incoming incoming, ServerResponse response, Patience patience) {
        this.incoming = incoming;
        this.response = response;
        this.patience = patience;
    }

    void send(Reply reply) {
        boolean close = incoming.wantsClose() || isBodyTooMuch();
        response.status(Status.create(reply.status()));
        for (Map.Entry<String, String> header : reply.headers().entrySet()) {
            response.headers().set(HeaderNames.create(header.getKey()), visible(header.getValue()));
        }
        if (close) {
            response.headers().set(HeaderValues.CONNECTION_CLOSE);
        }
        try {
            sendBody(reply);
        } catch (ServerConnectionException | IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the caller is gone", e);
        }
        if (!drained() || close) {
            throw new CloseConnectionException("the connection ends with this answer");
        }
    }

    private void sendBody(Reply reply) throws IOException {
        if (reply.stream() != null) {
            stream(reply.stream());
        } else if (incoming.method().equals("HEAD")) {
            response.headers().contentLength(reply.body().length);
            response.send();
        } else if (reply.body().length == 0) {
            response.send();
        } else {
            response.send(reply.body());
        }
    }

    /** Where it fails within, the connection is closed without the last chunk, so that the caller knows. */
    private void stream(Reply.Stream stream) throws IOException {
        try {
            OutputStream out = response.outputStream();
            stream.writeTo(new PatientOutput(out, patience));
            out.close();
            if (response instanceof RoutingResponse sent) {
                sent.commit(); // which writes the last chunk; Helidon does so by itself for handlers, not for filters
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("an answer was cut off");
            throw new CloseConnectionException("the answer cannot be finished", e);
        }
    }

    /** A body that nobody will read, and that is not there yet or too large to be read for nothing. */
    private boolean isBodyTooMuch() {
        return incoming.hasBody()
                && !incoming.isBodyRead()
                && (incoming.holdsBodyBack() || incoming.isBodyAbandoned() || incoming.declaredLength() > DRAIN_BYTES);
    }

    /**
     * Reads what the handler left of the body. A caller that is still sending would otherwise meet a closed connection, and
     * lose the answer; so even a body that is too large is read for a while.
     */
    private boolean drained() {
        if (incoming.isBodyRead()) {
            return true;
        }
        if (incoming.holdsBodyBack() || incoming.isBodyAbandoned()) {
            return false;
        }
        patience.begin(DRAIN_TIME);
        try {
            InputStream body = incoming.body();
            byte[] buffer = new byte[16 * 1024];
            long left = 8 * DRAIN_BYTES;
            while (left > 0) {
                int count = body.read(buffer);
                if (count < 0) {
                    return true;
                }
                left -= count;
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return false; // the answer is sent; how the connection ends matters to nobody
        } finally {
            patience.end();
        }
    }

    /** No value breaks out of its line, whatever a handler put in it. */
    private static String visible(String value) {
        StringBuilder text = new StringBuilder(value);
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < ' ' || text.charAt(at) > '~') {
                text.setCharAt(at, '?');
            }
        }
        return text.toString();
    }
}
