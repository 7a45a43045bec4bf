package io.roster.api.http;

import io.helidon.http.RequestException;
import io.roster.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
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

    /** Reads a body of several parts, each handed over as it comes. */
    void multipart(Parts parts) {
        String boundary = Multipart.boundary(incoming.header("Content-Type"));
        MediaTypes.requireIdentity(incoming.header("Content-Encoding"));
        if (incoming.declaredLength() > settings.maxEntity()) {
            throw tooLarge(settings.maxEntity());
        }
        if (!incoming.hasBody()) {
            throw Failure.invalid(null, "A multipart body is required");
        }
        try {
            new Multipart(new BodyInput(incoming, settings, patience), boundary).read(parts);
        } catch (IOException e) {
            throw new CutShort(e);
        }
    }

    private Optional<ObjectNode> read() {
        if (object == null && incoming.hasBody()) {
            byte[] bytes = bytes();
            object = bytes.length == 0 ? null : StrictJson.parse(bytes);
        }
        return Optional.ofNullable(object);
    }

    private byte[] bytes() {
        if (incoming.declaredLength() > settings.maxBody()) {
            throw tooLarge(settings.maxBody());
        }
        if (!incoming.isChunked()) {
            requireJson(); // before a caller that waits for 100 Continue is told to send it
        }
        byte[] bytes = readAtMost(settings.maxBody() + 1);
        if (bytes.length > settings.maxBody()) {
            throw tooLarge(settings.maxBody());
        }
        if (bytes.length > 0) {
            requireJson();
        }
        return bytes;
    }

    private void requireJson() {
        MediaTypes.requireJson(incoming.method(), incoming.header("Content-Type"), incoming.header("Content-Encoding"));
    }

    private byte[] readAtMost(int limit) {
        patience.begin(settings.bodyTimeout());
        try {
            InputStream stream = incoming.body();
            byte[] bytes = stream.readNBytes(limit);
            if (bytes.length < limit && incoming.declaredLength() > bytes.length) {
                throw new CutShort(new IOException("the connection ended within the body"));
            }
            return bytes;
        } catch (RequestException | NumberFormatException e) { // by Helidon, of a chunk's size
            incoming.abandonBody();
            boolean large =
                    e instanceof RequestException refused && refused.status().code() == 413;
            throw large ? tooLarge(settings.maxBody()) : Failure.invalid(null, "The body's chunks are malformed");
        } catch (IOException | RuntimeException e) {
            throw e instanceof CutShort cut ? cut : new CutShort(e);
        } finally {
            patience.end();
        }
    }

    static RuntimeException tooLarge(long most) {
        return new Failure.PayloadTooLarge("The body is larger than the %d bytes that are taken".formatted(most))
                .refusal();
    }
}
