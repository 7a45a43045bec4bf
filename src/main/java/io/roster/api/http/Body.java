package io.roster.api.http;

import io.helidon.http.RequestException;
import io.roster.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request as a JSON object, read from the socket when it is first asked for, and within limits. */
final class Body {
    /** The connection broke, or the caller took too long: there is nobody to answer. */
    static final class CutShort extends RuntimeException {
        private static final long serialVersionUID = 1;

        CutShort(Throwable cause) {
            super("the body was cut short", cause);
        }
    }

    private final Incoming incoming;
    private final HttpSettings settings;
    private final Patience patience;
    private byte @Nullable [] bytes;
    private @Nullable ObjectNode object;

    Body(Incoming incoming, HttpSettings settings, Patience patience) {
        this.incoming = incoming;
        this.settings = settings;
        this.patience = patience;
    }

    ObjectNode required() {
        return read().orElseThrow(() -> Failure.invalid(null, "A JSON body is required"));
    }

    ObjectNode orEmpty() {
        return read().orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** The SHA-256 of the body, all of which is read for it. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Optional<ObjectNode> read() {
        if (object == null) {
            byte[] read = bytes();
            object = read.length == 0 ? null : StrictJson.parse(read);
        }
        return Optional.ofNullable(object);
    }

    private byte[] bytes() {
        if (bytes == null) {
            bytes = incoming.hasBody() ? receive() : new byte[0];
        }
        return bytes;
    }

    private byte[] receive() {
        if (incoming.declaredLength() > settings.maxBody()) {
            throw tooLarge();
        }
        if (!incoming.isChunked()) {
            requireJson(); // before a caller that waits for 100 Continue is told to send it
        }
        byte[] received = readAtMost(settings.maxBody() + 1);
        if (received.length > settings.maxBody()) {
            throw tooLarge();
        }
        if (received.length > 0) {
            requireJson();
        }
        return received;
    }

    private void requireJson() {
        MediaTypes.requireJson(incoming.method(), incoming.header("Content-Type"), incoming.header("Content-Encoding"));
    }

    private byte[] readAtMost(int limit) {
        patience.begin(settings.bodyTimeout());
        try {
            InputStream stream = incoming.body();
            byte[] received = stream.readNBytes(limit);
            if (received.length < limit && incoming.declaredLength() > received.length) {
                throw new CutShort(new IOException("the connection ended within the body"));
            }
            return received;
        } catch (RequestException | NumberFormatException e) { // by Helidon, of a chunk's size
            incoming.abandonBody();
            boolean large =
                    e instanceof RequestException refused && refused.status().code() == 413;
            throw large ? tooLarge() : Failure.invalid(null, "The body's chunks are malformed");
        } catch (IOException | RuntimeException e) {
            throw e instanceof CutShort cut ? cut : new CutShort(e);
        } finally {
            patience.end();
        }
    }

    private RuntimeException tooLarge() {
        return new Failure.PayloadTooLarge(
                        "The body is larger than the %d bytes that are taken".formatted(settings.maxBody()))
                .refusal();
    }
}
