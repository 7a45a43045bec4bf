package io.roster.api;

import io.roster.testkit.Answer;
import io.roster.testkit.Golden;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every shape that the dialects answer in, key by key, against files to be read by people. */
class GoldenShapesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static TestRoster roster;
    private static TestClient client;
    private static String jane;
    private static String john;
    private static String acme;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
        client = roster.workspace();
        Answer first = client.post(
                        "/v1/contacts",
                        Map.of(
                                "email", "john@example.com",
                                "first_name", "John",
                                "last_name", "Smith",
                                "title", "Engineer",
                                "source", "api",
                                "tags", List.of("lead")))
                .expect(201);
        client.patch(Speech.NODESTASH.contact(Speech.NODESTASH.digits(first)), "{\"company_id\":null}")
                .expect(200);
        Answer second = client.post(
                        "/v1/contacts",
                        Map.of(
                                "email", "jane@acme.com",
                                "first_name", "Jane",
                                "last_name", "Doe",
                                "phone", "+1-555-0100",
                                "title", "VP of Engineering",
                                "source", "website",
                                "custom_fields", Map.of("plan", "enterprise"),
                                "tags", List.of("vip", "early-adopter")))
                .expect(201);
        john = Speech.NODESTASH.digits(first);
        jane = Speech.NODESTASH.digits(second);
        acme = Speech.NODESTASH.companyDigits(second).orElseThrow();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void theListThatTheSeedAsksFor() {
        Answer answer = client.get("/v1/contacts?email=jane%40acme&first_name=Jane&last_name=Doe&company_id=co_" + acme
                + "&source=website&tags=vip%2Cearly-adopter&sort=-created_at");
        Golden.check("nodestash-list-of-the-seed", answer.expect(200).json());
    }

    @Test
    void aPageOfEachDialectsList() {
        Golden.check(
                "nodestash-list", client.get("/v1/contacts?limit=1").expect(200).json());
        Golden.check(
                "nodestash-list-all", client.get("/v1/contacts").expect(200).json());
        Golden.check(
                "nodestash-list-empty",
                client.get("/v1/contacts?source=nowhere").expect(200).json());
        Golden.check(
                "nimbus-list",
                client.get("/api/v1/contacts/?page_size=1").expect(200).json());
    }

    @Test
    void oneContactInEachDialect() {
        Golden.check(
                "nodestash-contact", client.get(Speech.NODESTASH.contact(jane)).json());
        Golden.check("nimbus-contact", client.get(Speech.NIMBUS.contact(jane)).json());
    }

    @Test
    void aContactWithWhatCanBeIncluded() {
        String all = "?include=company,events,enrollments";
        Golden.check(
                "nodestash-contact-included",
                client.get(Speech.NODESTASH.contact(jane) + all).expect(200).json());
        Golden.check(
                "nodestash-contact-included-nothing",
                client.get(Speech.NODESTASH.contact(john) + all).expect(200).json());
    }

    @Test
    void everyErrorOfEachDialect() {
        for (Speech speech : Speech.values()) {
            ObjectNode errors = MAPPER.createObjectNode();
            errors.set(
                    "400", client.get(speech.contacts() + "?nick=x").expect(400).json());
            errors.set(
                    "400 without a field",
                    client.post(speech.contacts(), "[]").expect(400).json());
            errors.set(
                    "401 missing",
                    roster.anyone().get(speech.contacts()).expect(401).json());
            errors.set(
                    "401 unknown",
                    roster.anyone()
                            .bearing("rk_x")
                            .get(speech.contacts())
                            .expect(401)
                            .json());
            errors.set(
                    "403",
                    roster.workspace("models:read")
                            .get(speech.contacts())
                            .expect(403)
                            .json());
            errors.set("404", client.get(speech.contact("x")).expect(404).json());
            errors.set(
                    "404 path",
                    client.get(speech.contact("x") + "/y/z").expect(404).json());
            errors.set(
                    "405",
                    client.put(speech.contact(jane), Map.of()).expect(405).json());
            errors.set(
                    "409",
                    client.patch(speech.contact(jane), Map.of("email", "john@example.com"))
                            .expect(409)
                            .json());
            errors.set(
                    "412",
                    client.with("If-Match", "\"x\"")
                            .delete(speech.contact(jane))
                            .expect(412)
                            .json());
            errors.set(
                    "413",
                    client.post(speech.contacts(), " ".repeat(9 << 20))
                            .expect(413)
                            .json());
            errors.set(
                    "415",
                    client.send(
                                    "POST",
                                    speech.contacts(),
                                    BodyPublishers.ofString("a=b"),
                                    Map.of("Content-Type", "application/x-www-form-urlencoded"))
                            .expect(415)
                            .json());
            Golden.check(speech.name().toLowerCase(Locale.ROOT) + "-errors", errors);
        }
    }
}
