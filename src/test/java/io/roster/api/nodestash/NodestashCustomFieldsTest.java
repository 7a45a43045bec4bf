package io.roster.api.nodestash;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.api.Speech;
import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Custom fields that nobody defined. */
class NodestashCustomFieldsTest {
    private static TestRoster roster;

    private TestClient client;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @BeforeEach
    void freshWorkspace() {
        client = roster.workspace();
    }

    @Test
    void aValueDefinesItsFieldForBothDialects() {
        Answer created = create("{\"plan\":\"enterprise\",\"seats\":12.50,\"beta\":false,\"topics\":[\"b\",\"a\"]}");
        String expected = "{\"plan\":\"enterprise\",\"seats\":12.5,\"beta\":false,\"topics\":[\"b\",\"a\"]}";
        assertThat(custom(created)).isEqualTo(expected);
        assertThat(custom(client.get(path(created)))).isEqualTo(expected);
        Answer there = client.get(Speech.NIMBUS.contact(Speech.NODESTASH.digits(created)));
        assertThat(there.json().get("custom_fields").toString()).isEqualTo(expected);
        assertThat(definitions())
                .containsExactlyInAnyOrder("plan string", "seats number", "beta boolean", "topics multi_select");
    }

    @Test
    void aPatchMergesAndANullClears() {
        Answer created = create("{\"plan\":\"free\",\"seats\":1}");
        Answer patched = client.patch(path(created), "{\"custom_fields\":{\"plan\":null,\"city\":\"Rome\"}}");
        assertThat(custom(patched.expect(200))).isEqualTo("{\"seats\":1,\"city\":\"Rome\"}");
        assertThat(custom(client.patch(path(created), "{\"title\":\"CEO\"}")))
                .isEqualTo("{\"seats\":1,\"city\":\"Rome\"}");
        assertThat(custom(client.patch(path(created), "{\"custom_fields\":null}")))
                .isEqualTo("{\"seats\":1,\"city\":\"Rome\"}");
    }

    @Test
    void theFirstValueDecidesTheTypeOfAllThatFollow() {
        Answer created = create("{\"plan\":\"free\",\"seats\":1,\"beta\":true,\"topics\":[\"a\"]}");
        Map.of(
                        "{\"plan\":1}", "custom_fields.plan",
                        "{\"seats\":\"1\"}", "custom_fields.seats",
                        "{\"beta\":0}", "custom_fields.beta",
                        "{\"topics\":\"a\"}", "custom_fields.topics",
                        "{\"topics\":[\"a\",1]}", "custom_fields.topics[1]")
                .forEach((values, field) -> client.patch(path(created), "{\"custom_fields\":" + values + "}")
                        .expectError(400, "VALIDATION_ERROR", field));
        Answer more = client.patch(path(created), "{\"custom_fields\":{\"topics\":[\"b\",\"a\"]}}")
                .expect(200);
        assertThat(custom(more)).contains("\"topics\":[\"b\",\"a\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Plan\":\"x\"} | custom_fields.Plan",
                "{\"\":\"x\"} | custom_fields.",
                "{\"a b\":\"x\"} | custom_fields.a b",
                "{\"n\":{\"deep\":1}} | custom_fields.n",
                "{\"n\":[1]} | custom_fields.n[0]",
                "{\"n\":[\"a\",null]} | custom_fields.n[1]",
                "{\"n\":[[\"a\"]]} | custom_fields.n[0]",
                "{\"n\":1e400} | custom_fields.n"
            })
    void whatCannotDefineAFieldIsNamedAndDefinesNothing(String values, String field) {
        post("{\"ok\":\"x\"," + values.substring(1)).expectError(400, "VALIDATION_ERROR", field);
        assertThat(definitions()).isEmpty();
        assertThat(client.get("/v1/contacts").data()).isEmpty();
    }

    @Test
    void whatTellsNothingOfATypeDefinesNothing() {
        assertThat(custom(create("{\"a\":null,\"b\":[]}"))).isEqualTo("{}");
        assertThat(definitions()).isEmpty();
    }

    @Test
    void aRequestThatIsRefusedDefinesNothing() {
        Answer created = create("{}");
        post("{\"plan\":\"x\"}").expectError(409, "EMAIL_ALREADY_EXISTS", "email");
        client.with("If-Match", "\"old\"")
                .patch(path(created), "{\"custom_fields\":{\"plan\":\"x\"}}")
                .expect(412);
        client.patch("/v1/contacts/ct_" + "0".repeat(22), "{\"custom_fields\":{\"plan\":\"x\"}}")
                .expect(404);
        assertThat(definitions()).isEmpty();
    }

    @Test
    void ofManyWhoNameANewFieldAtOnceNoneFails() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = IntStream.range(0, 16)
                    .<Callable<Answer>>mapToObj(i -> () -> client.post(
                            "/v1/contacts",
                            "{\"email\":\"c%d@acme.com\",\"custom_fields\":{\"plan\":\"p%d\",\"topics\":[\"t%d\"]}}"
                                    .formatted(i, i, i)))
                    .toList();
            assertThat(threads.invokeAll(calls).stream().map(Future::resultNow).map(Answer::status))
                    .containsOnly(201);
        }
        assertThat(definitions()).containsExactlyInAnyOrder("plan string", "topics multi_select");
        assertThat(client.get("/v1/contacts").data())
                .hasSize(16)
                .allSatisfy(contact -> assertThat(
                                contact.at("/attributes/custom_fields").propertyNames())
                        .containsExactlyInAnyOrder("plan", "topics"));
    }

    private Answer create(String customFields) {
        return post(customFields).expect(201);
    }

    private Answer post(String customFields) {
        return client.post("/v1/contacts", "{\"email\":\"a@acme.com\",\"custom_fields\":" + customFields + "}");
    }

    private static String custom(Answer answer) {
        return answer.json().at("/data/attributes/custom_fields").toString();
    }

    private static String path(Answer contact) {
        return Speech.NODESTASH.contact(Speech.NODESTASH.digits(contact));
    }

    private List<String> definitions() {
        return client.get("/api/v1/custom-fields/").expect(200).data().stream()
                .map(field -> field.get("name").stringValue() + " "
                        + field.get("field_type").stringValue())
                .toList();
    }
}
