package io.roster.api.http;

import io.helidon.http.RequestException;
import io.roster.failure.Failure;
import io.roster.patience.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request as a JSON object, read from the socket when it is first asked for, and within limits. */
final class Body implements AutoCloseable {
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
    private @Nullable Spool spool;
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
        try {
            Spool kept = spool;
            new Multipart(kept == null ? stream() : kept.open(), boundary).read(parts);
        } catch (IOException e) {
            throw new CutShort(e);
        }
    }

    /**
     * The SHA-256 of the body, all of which is read for it. That of several parts is put aside in a file meanwhile, and
     * their digest is that of what they are, for a caller that sends them again cuts them by another boundary.
     */
    byte[] digest() {
        MessageDigest digest = sha256();
        if (!Multipart.is(incoming.header("Content-Type"))) {
            return digest.digest(bytes());
        }
        try {
            spool = Spool.of(stream());
        } catch (IOException e) {
            throw new CutShort(e);
        }
        multipart((name, fileName, content) -> {
            MessageDigest part = sha256();
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), part));
            digest.update((name + "\n" + fileName + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(part.digest());
        });
        return digest.digest();
    }

    /** Frees what the body was put aside in. */
    @Override
    public void close() {
        if (spool != null) {
            spool.close();
        }
    }

    /** The body as it comes, within the limits of one that is not held in memory. */
    private InputStream stream() {
        MediaTypes.requireIdentity(incoming.header("Content-Encoding"));
        if (incoming.declaredLength() > settings.maxEntity()) {
            throw tooLarge(settings.maxEntity());
        }
        if (!incoming.hasBody()) {
            throw Failure.invalid(null, "A multipart body is required");
        }
        return new BodyInput(incoming, settings, patience);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
            throw tooLarge(settings.maxBody());
        }
        if (!incoming.isChunked()) {
            requireJson(); // before a caller that waits for 100 Continue is told to send it
        }
        byte[] received = readAtMost(settings.maxBody() + 1);
        if (received.length > settings.maxBody()) {
            throw tooLarge(settings.maxBody());
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
