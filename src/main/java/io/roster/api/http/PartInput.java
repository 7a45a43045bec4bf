package io.roster.api.http;

import java.io.IOException;
import java.io.InputStream;

/** The content of one part of a multipart body after another: it ends before the boundary, and goes on behind it. */
final class PartInput extends InputStream {
    private final InputStream body;
    private final byte[] boundary;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int length;
    private int found = -1;
    private int clean;
    private boolean started;

    /** @param boundary with the line end and the two dashes before it */
    PartInput(InputStream body, byte[] boundary) {
        this.body = body;
        this.boundary = boundary;
        // The first boundary may stand at the very beginning, without a line end before it.
        buffer[0] = '\r';
        buffer[1] = '\n';
        length = 2;
    }

    /** Goes behind the boundary at which the last part has ended; false when it was the last of all. */
    boolean nextPart() throws IOException {
        at = found + boundary.length;
        found = -1;
        clean = at;
        started = true;
        int first = raw();
        int second = raw();
        if (first == '-' && second == '-') {
            drain();
            return false;
        }
        while (first == ' ' || first == '\t') { // RFC 2046 allows blanks after a boundary
            first = second;
            second = raw();
        }
        if (first != '\r' || second != '\n') {
            throw Multipart.malformed("A boundary is not followed by a line end");
        }
        return true;
    }

    void skipPart() throws IOException {
        byte[] skipped = new byte[8 * 1024];
        while (read(skipped, 0, skipped.length) >= 0) {
            // Nobody wants it.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        int ready = ready();
        if (ready == 0) {
            return -1;
        }
        int count = Math.min(wanted, ready);
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        return count;
    }

    /** How many bytes of the part are there for sure; 0 when it is at its end. */
    private int ready() throws IOException {
        while (true) {
            if (found >= 0) {
                return found - at;
            }
            if (clean > at) {
                return clean - at;
            }
            found = find();
            clean = Math.max(at, length - boundary.length + 1);
            if (found < 0 && clean == at && !fill()) {
                throw Multipart.malformed(started ? "It ends within a part" : "It does not hold its boundary");
            }
        }
    }

    /** The next byte, whatever it is; -1 at the end of the body. */
    private int raw() throws IOException {
        return at == length && !fill() ? -1 : buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, length - at);
        length -= at;
        at = 0;
        clean = 0;
        int count = body.read(buffer, length, buffer.length - length);
        length += Math.max(0, count);
        return count >= 0;
    }

    /** Where the boundary begins, if it is in what is there; what is clean of it is known afterwards. */
    private int find() {
        for (int start = at; start <= length - boundary.length; start++) {
            if (matches(start)) {
                return start;
            }
        }
        return -1;
    }

    private boolean matches(int start) {
        for (int i = 0; i < boundary.length; i++) {
            if (buffer[start + i] != boundary[i]) {
                return false;
            }
        }
        return true;
    }

    /** What follows the last boundary is nothing, but must be read so that the next request finds its beginning. */
    private void drain() throws IOException {
        while (body.read(buffer) >= 0) {
            // Nobody wants it.
        }
    }
}
