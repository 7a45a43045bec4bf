package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {
    /** From the test suites of the Standard Webhooks libraries. */
    @Test
    void theSignatureIsThatOfThePublishedExample() {
        byte[] secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(Signatures.header(
                        List.of(secret),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void whileASecretIsReplacedBothSign() throws Exception {
        SecureRandom random = new SecureRandom();
        byte[] fresh = WebhookSecret.random(random);
        byte[] old = WebhookSecret.random(random);
        Instant now = Instant.now();
        String header = Signatures.header(List.of(fresh, old), "evt_1", now, "{}");
        assertThat(header.split(" ")).hasSize(2).allMatch(part -> part.startsWith("v1,"));
        for (byte[] secret : List.of(fresh, old)) {
            new com.standardwebhooks.Webhook(WebhookSecret.format(secret))
                    .verify(
                            "{}",
                            java.util.Map.of(
                                    "webhook-id", List.of("evt_1"),
                                    "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
                                    "webhook-signature", List.of(header)));
        }
    }

    @Test
    void aSecretIsThirtyTwoRandomBytes() {
        SecureRandom random = new SecureRandom();
        byte[] secret = WebhookSecret.random(random);
        assertThat(secret).hasSize(32).isNotEqualTo(WebhookSecret.random(random));
        assertThat(WebhookSecret.parse(WebhookSecret.format(secret))).isEqualTo(secret);
        assertThatThrownBy(() -> WebhookSecret.parse(new String(secret, StandardCharsets.ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
