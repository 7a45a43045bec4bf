package io.roster.enrichment;

import io.roster.contact.Contact;
import io.roster.contact.ProfileField;
import io.roster.contact.VerificationStatus;
import io.roster.enrichment.Findings.CompanyFindings;
import io.roster.failure.Refusal;
import io.roster.id.IdKind;
import io.roster.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A service of the operator's own that is asked over HTTP (docs/enrichment.md says what it is sent, and may answer). */
public final class HttpProvider implements Provider, AutoCloseable {
    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_COMPANY_LINE = 255;

    private final HttpClient client;
    private final URI url;
    private final Optional<String> secret;
    private final Duration timeout;
    private final CircuitBreaker breaker;

    public HttpProvider(URI url, Optional<String> secret, Duration timeout, CircuitBreaker breaker) {
        this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
        this.url = url;
        this.secret = secret;
        this.timeout = timeout;
        this.breaker = breaker;
    }

    @Override
    public Findings find(Contact contact) {
        if (!breaker.isClosed()) {
            throw new ProviderAway("the enrichment service failed too often; it is left alone for a while");
        }
        try {
            Findings found = ask(contact);
            breaker.succeeded();
            return found;
        } catch (IOException e) {
            breaker.failed();
            throw new ProviderAway("the enrichment service cannot be reached: " + e.getMessage());
        } catch (ProviderAway e) {
            breaker.failed();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAway("the server stops");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Findings ask(Contact contact) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("contact", shown(contact)))));
        secret.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status >= 500 || status == 429 || status == 408) {
                throw new ProviderAway("the enrichment service answered " + status);
            }
            byte[] bytes = status == 200 ? body.readNBytes(LONGEST_ANSWER + 1) : new byte[0];
            return bytes.length == 0 || bytes.length > LONGEST_ANSWER ? Findings.NOTHING : read(bytes);
        }
    }

    private static Map<String, Object> shown(Contact contact) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", IdKind.CONTACT.format(contact.id()));
        shown.put("email", contact.email());
        for (ProfileField field : ProfileField.values()) {
            Optional.ofNullable(contact.profile().get(field)).ifPresent(value -> shown.put(field.wire(), value));
        }
        if (contact.company() != null && contact.company().domain() != null) {
            shown.put("company_domain", contact.company().domain());
        }
        return shown;
    }

    /** What is not understood is passed over: one strange field is no reason to lose the others. */
    private static Findings read(byte[] bytes) {
        Map<String, Object> answer;
        try {
            answer = Json.readObject(new String(bytes, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new ProviderAway("the enrichment service's answer is not JSON");
        }
        Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
        for (ProfileField field : ProfileField.values()) {
            if (answer.get(field.wire()) instanceof String text) {
                stored(field, text).ifPresent(value -> profile.put(field, value));
            }
        }
        return new Findings(profile, verification(answer.get("verification_status")), company(answer.get("company")));
    }

    private static Optional<String> stored(ProfileField field, String text) {
        try {
            return text.indexOf(0) >= 0 ? Optional.empty() : Optional.ofNullable(field.normalise(field.wire(), text));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    private static @Nullable VerificationStatus verification(@Nullable Object answered) {
        for (VerificationStatus status : VerificationStatus.values()) {
            if (status.wire().equals(answered)) {
                return status;
            }
        }
        return null;
    }

    private static @Nullable CompanyFindings company(@Nullable Object answered) {
        if (!(answered instanceof Map<?, ?> company)) {
            return null;
        }
        Integer employees = company.get("employee_count") instanceof Number number && number.intValue() >= 0
                ? number.intValue()
                : null;
        return new CompanyFindings(
                line(company.get("name")), line(company.get("industry")), employees, line(company.get("revenue_band")));
    }

    private static @Nullable String line(@Nullable Object answered) {
        String line = answered instanceof String text ? text.strip() : "";
        return line.isEmpty() || line.length() > LONGEST_COMPANY_LINE || line.indexOf(0) >= 0 ? null : line;
    }
}
