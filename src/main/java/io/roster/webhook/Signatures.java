package io.roster.webhook;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code webhook-signature} header of Standard Webhooks: one signature for each secret that is in force. */
final class Signatures {
    private Signatures() {}

    static String header(List<byte[]> secrets, String id, Instant at, String payload) {
        return secrets.stream()
                .map(secret -> signature(secret, id, at, payload))
                .collect(Collectors.joining(" "));
    }

    private static String signature(byte[] secret, String id, Instant at, String payload) {
        try {
            return new com.standardwebhooks.Webhook(secret).sign(id, at.getEpochSecond(), payload);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("a secret that cannot sign", e);
        }
    }
}
