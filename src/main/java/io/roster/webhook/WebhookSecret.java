package io.roster.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/** What a webhook's deliveries are signed with, as Standard Webhooks writes it. */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private WebhookSecret() {}

    static byte[] random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return secret;
    }

    public static String format(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** The bytes of a secret; throws IllegalArgumentException when it is none. */
    public static byte[] parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook's secret begins with " + PREFIX);
        }
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }
}
