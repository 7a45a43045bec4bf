package io.roster.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** What a request was, by which a retry is known from another request: a digest of its method, path, query and body. */
public final class Fingerprint {
    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The fingerprint of a request.
     *
     * @param path as it was sent; with a slash at its end or without is the same
     * @param bodyDigest the SHA-256 of the body, which may have been too large to be held
     */
    public static Fingerprint of(String method, String path, String query, byte[] bodyDigest) {
        String canonical = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new Fingerprint(Sha256.of(bytes(method), bytes(canonical), bytes(query), bodyDigest));
    }

    static Fingerprint stored(byte[] bytes) {
        return new Fingerprint(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
