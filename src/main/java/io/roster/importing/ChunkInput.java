package io.roster.importing;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** A file that is read piece by piece. */
final class ChunkInput extends InputStream {
    private final IntFunction<Optional<byte[]>> pieces;
    private byte[] piece = new byte[0];
    private int at;
    private int next;

    ChunkInput(IntFunction<Optional<byte[]>> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() {
        return isAtEnd() ? -1 : piece[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, count);
        at += count;
        return count;
    }

    private boolean isAtEnd() {
        if (at < piece.length) {
            return false;
        }
        Optional<byte[]> following = pieces.apply(next);
        if (following.isEmpty()) {
            return true;
        }
        next++;
        piece = following.get();
        at = 0;
        return piece.length == 0;
    }
}
