package io.roster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What can be done with contacts, whichever dialect it is said in. */
@ParameterizedClass
@EnumSource
class ContactScenariosTest {
    private static TestRoster roster;

    private final Speech speech;

    private final TestClient client;

    ContactScenariosTest(Speech speech) {
        this.speech = speech;
        this.client = roster.workspace(); // a fresh one for every test
    }

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void whatWasCreatedIsReadAsItWasAnswered() {
        Answer created = create(Map.of(
                "email",
                " Bob@Example.COM ",
                "first_name",
                " Bob ",
                "last_name",
                "  ",
                "phone",
                "+1-555-0100",
                "title",
                "VP Marketing",
                speech.source(),
                "website",
                "tags",
                List.of("vip", " vip ", "lead")));
        JsonNode fields = speech.fields(created);
        assertThat(fields.get("email").stringValue()).isEqualTo("bob@example.com");
        assertThat(fields.get("first_name").stringValue()).isEqualTo("Bob");
        assertThat(fields.get("last_name").isNull()).isTrue();
        assertThat(fields.get(speech.source()).stringValue()).isEqualTo("website");
        assertThat(fields.get("tags").toString()).isEqualTo("[\"vip\",\"lead\"]");
        assertThat(speech.fields(get(created))).isEqualTo(fields);
        assertThat(client.get(created.header("Location").orElseThrow())
                        .expect(200)
                        .header("ETag"))
                .isEqualTo(created.header("ETag"));
    }

    @Test
    void aPatchChangesWhatItGivesClearsWhatIsNullAndLeavesTheRest() {
        Answer created = create(Map.of("email", "a@acme.com", "first_name", "Ann", "last_name", "Lee", "phone", "123"));
        Answer patched = patch(created, "{\"first_name\":null,\"title\":\"CFO\",\"tags\":[\"x\"]}")
                .expect(200);
        JsonNode fields = speech.fields(patched);
        assertThat(fields.get("first_name").isNull()).isTrue();
        assertThat(fields.get("last_name").stringValue()).isEqualTo("Lee");
        assertThat(fields.get("phone").stringValue()).isEqualTo("123");
        assertThat(fields.get("title").stringValue()).isEqualTo("CFO");
        assertThat(speech.fields(get(created))).isEqualTo(fields);
    }

    @Test
    void whatWasReadCanBeSentBackAndChangesNothing() {
        Answer created = create(Map.of("email", "a@acme.com", "first_name", "Ann", "tags", List.of("x")));
        Answer sentBack = patch(created, speech.fields(created).toString()).expect(200);
        assertThat(speech.fields(sentBack)).isEqualTo(speech.fields(created));
        assertThat(sentBack.header("ETag")).isEqualTo(created.header("ETag"));
    }

    @Test
    void aFieldThatContactsDoNotHaveIsNamed() {
        Answer created = create(Map.of("email", "a@acme.com"));
        speech.expectError(patch(created, "{\"nick\":\"x\"}"), 400, "validation_error", "nick");
        speech.expectError(post("{\"email\":\"b@acme.com\",\"nick\":\"x\"}"), 400, "validation_error", "nick");
    }

    @Test
    void aValueThatIsWrongIsRefusedByItsName() {
        Map.of(
                        "{\"email\":\"no address\"}",
                        "email",
                        "{\"first_name\":\"Ann\"}",
                        "email",
                        "{\"email\":null}",
                        "email",
                        "{\"email\":12}",
                        "email",
                        "{\"email\":\"a@b.com\",\"first_name\":true}",
                        "first_name",
                        "{\"email\":\"a@b.com\",\"phone\":\"12\"}",
                        "phone",
                        "{\"email\":\"a@b.com\",\"tags\":\"vip\"}",
                        "tags",
                        "{\"email\":\"a@b.com\",\"tags\":[\"vip\",\"\"]}",
                        "tags[1]",
                        "{\"email\":\"a@b.com\",\"custom_fields\":[]}",
                        "custom_fields",
                        "{\"email\":\"a@b.com\",\"%s\":[]}".formatted(speech.source()),
                        speech.source())
                .forEach((body, field) -> speech.expectError(post(body), 400, "validation_error", field));
        String tooLong = "{\"email\":\"a@b.com\",\"%s\":\"%s\"}".formatted(speech.source(), "x".repeat(256));
        speech.expectError(post(tooLong), 400, "validation_error", speech.source());
        assertThat(speech.walk(client, "", 20)).isEmpty();
    }

    @Test
    void anAddressIsThatOfOneContactOnly() {
        create(Map.of("email", "a@acme.com"));
        Answer other = create(Map.of("email", "b@acme.com"));
        Answer taken = patch(other, "{\"email\":\"A@acme.com\"}");
        assertThat(taken.expect(409).json().at("/error/field").stringValue()).isEqualTo("email");
        assertThat(speech.fields(get(other)).get("email").stringValue()).isEqualTo("b@acme.com");
        patch(other, "{\"email\":\"c@acme.com\"}").expect(200);
    }

    @Test
    void ofManyWhoCreateTheSameContactAtOnceOneDoes() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> create = () -> client.post(speech.contacts(), Map.of("email", "same@acme.com"));
            List<Integer> statuses = threads
                    .invokeAll(IntStream.range(0, 16).mapToObj(i -> create).toList())
                    .stream()
                    .map(Future::resultNow)
                    .map(Answer::status)
                    .sorted()
                    .distinct()
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(201, speech == Speech.NIMBUS ? 200 : 409);
        }
        assertThat(speech.walk(client, "", 20)).containsExactly("same@acme.com");
    }

    @Test
    void aCompanyComesOfTheAddressAndIsTakenAndLetGoById() {
        Answer ann = create(Map.of("email", "ann@acme.com"));
        Answer guest = create(Map.of("email", "guest@gmail.com"));
        String acme = speech.companyDigits(ann).orElseThrow();
        assertThat(speech.companyDigits(guest)).isEmpty();
        Answer joined = patch(guest, "{\"company_id\":\"%s\"}".formatted(speech.companyId(acme)))
                .expect(200);
        assertThat(speech.companyDigits(joined)).contains(acme);
        assertThat(speech.companyDigits(patch(guest, "{\"company_id\":null}"))).isEmpty();
        for (String unknown : List.of(speech.companyId("0".repeat(22)), speech.companyId("x"), "acme", "")) {
            Answer refused = patch(guest, "{\"company_id\":\"%s\"}".formatted(unknown));
            speech.expectError(refused, 404, "not_found", "nothing");
        }
    }

    @Test
    void aTagTellsWhetherTheContactIsStillTheOneThatWasRead() {
        Answer created = create(Map.of("email", "a@acme.com"));
        String tag = created.header("ETag").orElseThrow();
        assertThat(get(created).header("ETag")).contains(tag);
        Answer unchanged = client.with("If-None-Match", tag).get(path(created)).expect(304);
        assertThat(unchanged.bytes()).isEmpty();
        assertThat(unchanged.header("ETag")).contains(tag);
        client.with("If-Match", tag).patch(path(created), "{\"title\":\"CEO\"}").expect(200);
        client.with("If-None-Match", tag).get(path(created)).expect(200);
        speech.expectError(
                client.with("If-Match", tag).patch(path(created), "{\"title\":\"CFO\"}"),
                412,
                "precondition_failed",
                "nothing");
        speech.expectError(client.with("If-Match", tag).delete(path(created)), 412, "precondition_failed", "nothing");
        String now = get(created).header("ETag").orElseThrow();
        assertThat(client.with("If-Match", now).delete(path(created)).status()).isIn(200, 204);
    }

    @Test
    void anotherWorkspacesContactIsNotThere() {
        Answer theirs = create(Map.of("email", "a@acme.com"));
        TestClient stranger = roster.workspace();
        String unknown = speech.contact("0".repeat(22));
        for (String path : List.of(path(theirs), unknown, speech.contact("x"), speech.contacts() + "/x")) {
            String clean = path.replace("//", "/");
            speech.expectError(stranger.get(clean), 404, "not_found", "nothing");
            speech.expectError(stranger.patch(clean, "{}"), 404, "not_found", "nothing");
            speech.expectError(stranger.delete(clean), 404, "not_found", "nothing");
        }
        assertThat(stranger.get(path(theirs)).json().get("error"))
                .isEqualTo(stranger.get(unknown).json().get("error"));
        assertThat(speech.walk(stranger, "", 20)).isEmpty();
        String acme = speech.companyDigits(theirs).orElseThrow();
        speech.expectError(
                stranger.post(speech.contacts(), Map.of("email", "b@b.com", "company_id", speech.companyId(acme))),
                404,
                "not_found",
                "nothing");
        assertThat(get(theirs).expect(200).body()).contains("a@acme.com");
    }

    @Test
    void whatAKeyWasNotGrantedIsForbiddenByName() {
        TestClient reader = roster.workspace("contacts:read");
        reader.get(speech.contacts()).expect(200);
        Answer refused = reader.post(speech.contacts(), Map.of("email", "a@acme.com"));
        speech.expectError(refused, 403, "forbidden", "nothing");
        assertThat(refused.text("/error/message")).contains("contacts:write");
        speech.expectError(roster.workspace("segments:write").get(speech.contacts()), 403, "forbidden", "nothing");
    }

    @Test
    void pagesOfAnySizesTogetherAreTheList() {
        List<String> emails =
                IntStream.range(0, 23).mapToObj("p%02d@acme.com"::formatted).toList();
        emails.forEach(email -> create(Map.of("email", email)));
        for (int[] sizes : new int[][] {{1}, {2}, {7, 1, 3}, {23}, {22}, {100}}) {
            assertThat(speech.walk(client, "", sizes))
                    .as(Arrays.toString(sizes))
                    .containsExactlyElementsOf(emails.reversed());
        }
    }

    @Test
    void aCursorOpensNothingButTheListThatItCameFrom() {
        IntStream.range(0, 3).forEach(i -> create(Map.of("email", "p%d@acme.com".formatted(i))));
        String cursor = speech.cursor(client.get(list(speech.limit() + "=1"))).orElseThrow();
        client.get(list("cursor=" + cursor)).expect(200);
        String altered = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
        Stream.of("cursor=" + altered, "cursor=" + cursor + "A", "cursor=", "cursor=x", "cursor=%20" + cursor)
                .forEach(parameters ->
                        speech.expectError(client.get(list(parameters)), 400, "validation_error", "cursor"));
        String sorted = speech == Speech.NIMBUS ? "sort=updated_desc" : "sort=-updated_at";
        speech.expectError(client.get(list(sorted + "&cursor=" + cursor)), 400, "validation_error", "cursor");
        String filtered = "email=x%40acme.com&cursor=" + cursor;
        speech.expectError(client.get(list(filtered)), 400, "validation_error", "cursor");
        speech.expectError(roster.workspace().get(list("cursor=" + cursor)), 400, "validation_error", "cursor");
    }

    @Test
    void aParameterThatIsUnknownOrWrongIsNamed() {
        Map.of(
                        "nick=x",
                        "nick",
                        speech.limit() + "=0",
                        speech.limit(),
                        speech.limit() + "=501",
                        speech.limit(),
                        speech.limit() + "=ten",
                        speech.limit(),
                        speech.limit() + "=1&" + speech.limit() + "=2",
                        speech.limit(),
                        "sort=height",
                        "sort",
                        "email=%FF",
                        "email",
                        "email=%00",
                        "email")
                .forEach((parameters, field) ->
                        speech.expectError(client.get(list(parameters)), 400, "validation_error", field));
        speech.expectError(client.post(list("nick=x"), Map.of("email", "a@acme.com")), 400, "validation_error", "nick");
        speech.expectError(
                client.get(path(create(Map.of("email", "a@acme.com"))) + "?nick=x"), 400, "validation_error", "nick");
    }

    @Test
    void theLastSlashOfAPathDoesNotMatter() {
        String digits = speech.digits(create(Map.of("email", "a@acme.com")));
        Stream.of(speech.contacts(), speech.contact(digits))
                .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .flatMap(path -> Stream.of(path, path + "/"))
                .collect(Collectors.toList())
                .forEach(path -> client.get(path).expect(200));
    }

    private Answer create(Map<String, Object> fields) {
        return client.post(speech.contacts(), fields).expect(201);
    }

    private Answer post(String body) {
        return client.post(speech.contacts(), body);
    }

    private Answer patch(Answer contact, String body) {
        return client.patch(path(contact), body);
    }

    private Answer get(Answer contact) {
        return client.get(path(contact)).expect(200);
    }

    private String path(Answer contact) {
        return speech.contact(speech.digits(contact));
    }

    private String list(String parameters) {
        return speech.contacts() + "?" + parameters;
    }
}
