package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values that break databases and parsers, in every field of a contact: taken or refused, never a fault of ours. */
@TakesLong
class HostileContactsTest {
    private static final int BODIES = 10_000;
    private static final List<String> FIELDS = List.of(
            "email",
            "first_name",
            "title",
            "seniority",
            "phone",
            "linkedin_url",
            "country",
            "time_zone",
            "tags",
            "company_domain",
            "company_id",
            "custom_fields",
            "is_deleted",
            "lead_score",
            "id",
            "company",
            "nonsense");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e308",
            "1e1000000000",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[\"a\",1]",
            "{\"a\":{\"b\":[1,{\"c\":null}]}}",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "\"\\uffff\"",
            "\"\\u202e\\u200b\"",
            "\"'; drop table contact; --\"",
            "\"{\\\"a\\\",null}\"",
            "\"\\\\\\\"{},\"",
            "\"%_\\\\\"",
            "\"$1\"",
            "\"a@b.co\"",
            "\"@\"",
            "\"a@\"",
            "\"<a@b.co>\"",
            "\"a@[127.0.0.1]\"",
            "\"a@xn--\"",
            "\"a@xn--zzzzzzzzzzzzzzzzzzzzzzzzz.com\"",
            "\"a@\\u00df.de\"",
            "\"a@\\u3002.com\"",
            "\"http://\"",
            "\"https://[::1\"",
            "\"http://a b\"",
            "\"https://x/\\u202e\"",
            "\"comp_\"",
            "\"comp_zzzzzzzzzzzzzzzzzzzzzz\"",
            "\"comp_0000000000000000000000\"",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "é".repeat(3_000) + "\"",
            "\"" + "9".repeat(60) + "\"",
            "\"+1-555-0100\"",
            "\"US\"",
            "\"İ\"",
            "\"Europe/Berlin\"",
            "\"2026-01-01\"");

    @Test
    @Timeout(180)
    void tenThousandHostileContactsGiveNoFault() {
        long seed = new Random().nextLong();
        System.out.println("hostile contacts, seed " + seed);
        Random random = new Random(seed);
        try (TestRoster roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"))) {
            TestClient workspace = roster.workspace();
            String id = workspace
                    .post("/api/v1/contacts/", Map.of("email", "there@acme.com"))
                    .text("id");
            for (int i = 0; i < BODIES; i++) {
                String body = body(random, i);
                Answer answer = send(workspace, random, id, body);
                assertThat(answer.status())
                        .as("seed %d, body %d: %s %s", seed, i, body, answer.body())
                        .isIn(200, 201, 400, 404, 409);
                if (answer.status() >= 400) {
                    assertThat(answer.json().get("error").propertyNames()).containsExactly("code", "message", "field");
                }
            }
            workspace.get("/api/v1/contacts/" + id + "/").expect(200);
        }
    }

    private static Answer send(TestClient workspace, Random random, String id, String body) {
        Map<String, String> json = Map.of("Content-Type", "application/json");
        var bytes = BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8));
        return switch (random.nextInt(3)) {
            case 0 -> workspace.send("PATCH", "/api/v1/contacts/" + id + "/", bytes, json);
            case 1 -> workspace.send("POST", "/api/v1/contacts/" + id + "/tags/", bytes, json);
            default -> workspace.send("POST", "/api/v1/contacts/", bytes, json);
        };
    }

    private static String body(Random random, int number) {
        StringBuilder body = new StringBuilder("{");
        if (random.nextInt(4) > 0) {
            body.append("\"email\":\"h%d@acme.com\"".formatted(number));
        }
        for (String field : FIELDS) {
            if (random.nextInt(12) == 0) {
                body.append(body.length() > 1 ? "," : "")
                        .append("\"" + field + "\":" + VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        if (random.nextInt(5) == 0) {
            String name = random.nextBoolean() ? "add" : "remove";
            body.append(body.length() > 1 ? "," : "")
                    .append("\"" + name + "\":" + VALUES.get(random.nextInt(VALUES.size())));
        }
        return body.append(random.nextInt(200) == 0 ? "" : "}").toString();
    }
}
