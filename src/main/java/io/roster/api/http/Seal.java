package io.roster.api.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what callers keep for us, so that they can bring it back and do nothing else with it. What is sealed for one
 * purpose, which says the workspace and the list, does not open for another.
 */
public final class Seal {
    private static final int SEAL_BYTES = 16;

    private final SecretKeySpec key;

    /** The key is shared by all servers of one database, so that any of them can open what another sealed. */
    public Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    public String seal(String purpose, byte[] payload) {
        byte[] token = Arrays.copyOf(mac(purpose, payload), SEAL_BYTES + payload.length);
        System.arraycopy(payload, 0, token, SEAL_BYTES, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** What {@code text} seals; empty when it was not sealed here for this purpose. */
    public Optional<byte[]> open(String purpose, String text) {
        return decoded(text).flatMap(token -> {
            byte[] payload = Arrays.copyOfRange(token, SEAL_BYTES, token.length);
            byte[] given = Arrays.copyOf(token, SEAL_BYTES);
            return MessageDigest.isEqual(given, mac(purpose, payload)) ? Optional.of(payload) : Optional.empty();
        });
    }

    private byte[] mac(String purpose, byte[] payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(payload), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] token = Base64.getUrlDecoder().decode(text);
            // The last character of a Base64 text has bits to spare: only the canonical text was given out.
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(token)
                    .equals(text);
            return token.length > SEAL_BYTES && canonical ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no Base64
        }
    }
}
