package io.roster.api.http;

import io.helidon.http.RequestException;
import io.roster.failure.Failure;
import io.roster.patience.Patience;
import java.io.IOException;
import java.io.InputStream;

/** A body that is read bit by bit: each read has its time, and all of them together their limit. */
final class BodyInput extends InputStream {
    private final Incoming incoming;
    private final HttpSettings settings;
    private final Patience patience;
    private long count;

    BodyInput(Incoming incoming, HttpSettings settings, Patience patience) {
        this.incoming = incoming;
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        patience.begin(settings.bodyTimeout());
        int read;
        try {
            read = incoming.body().read(target, offset, length);
        } catch (RequestException | NumberFormatException e) { // by Helidon, of a chunk's size
            incoming.abandonBody();
            boolean large =
                    e instanceof RequestException refused && refused.status().code() == 413;
            throw large
                    ? Body.tooLarge(settings.maxEntity())
                    : Failure.invalid(null, "The body's chunks are malformed");
        } catch (RuntimeException e) {
            throw new Body.CutShort(e);
        } finally {
            patience.end();
        }
        if (read < 0 && incoming.declaredLength() > count) {
            throw new IOException("the connection ended within the body");
        }
        count += Math.max(0, read);
        return read;
    }
}
