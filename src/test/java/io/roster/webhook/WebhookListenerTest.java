package io.roster.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookListenerTest {
    private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"contact.created\"}";

    private final byte[] secret = WebhookSecret.random(new SecureRandom());
    private final StringWriter out = new StringWriter();

    @Test
    void whatIsSignedIsPrintedAndTaken() throws Exception {
        assertThat(send(secret, Optional.of(WebhookSecret.format(secret)))).isEqualTo(204);
        assertThat(out.toString()).contains("evt_1, signature holds", "\"type\" : \"contact.created\"");
    }

    @Test
    void whatIsSignedWithAnotherSecretIsPrintedAndRefused() throws Exception {
        byte[] other = WebhookSecret.random(new SecureRandom());
        assertThat(send(other, Optional.of(WebhookSecret.format(secret)))).isEqualTo(401);
        assertThat(out.toString()).contains("evt_1, REFUSED");
    }

    @Test
    void withoutASecretAllIsTakenAndSaidToBeUnverified() throws Exception {
        assertThat(send(secret, Optional.empty())).isEqualTo(204);
        assertThat(out.toString()).contains("evt_1, not verified");
    }

    private int send(byte[] key, Optional<String> expected) throws Exception {
        Instant now = Instant.now();
        try (WebhookListener listener = WebhookListener.start(0, expected, new PrintWriter(out));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/x"))
                    .header("webhook-id", "evt_1")
                    .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                    .header("webhook-signature", Signatures.header(List.of(key), "evt_1", now, BODY))
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
