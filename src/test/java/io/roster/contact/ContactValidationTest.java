package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contact may hold, through HTTP: each refusal names its field, and each value is stored in one form. */
class ContactValidationTest {
    private static TestRoster roster;
    private static TestClient workspace;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        workspace = roster.workspace();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            email            | `{}`
            email            | `{"email":null}`
            email            | `{"email":"  "}`
            email            | `{"email":"nobody"}`
            email            | `{"email":"a@b@acme.com"}`
            email            | `{"email":"a@localhost"}`
            email            | `{"email":12}`
            first_name       | `{"email":"v@acme.com","first_name":7}`
            seniority        | `{"email":"v@acme.com","seniority":"boss"}`
            phone            | `{"email":"v@acme.com","phone":"12"}`
            mobile           | `{"email":"v@acme.com","mobile":"no number"}`
            linkedin_url     | `{"email":"v@acme.com","linkedin_url":"linkedin.com/in/x"}`
            linkedin_url     | `{"email":"v@acme.com","linkedin_url":"javascript:alert(1)"}`
            country          | `{"email":"v@acme.com","country":"USA"}`
            country          | `{"email":"v@acme.com","country":"XX"}`
            time_zone        | `{"email":"v@acme.com","time_zone":"Mars/Olympus"}`
            tags             | `{"email":"v@acme.com","tags":"vip"}`
            tags[1]          | `{"email":"v@acme.com","tags":["vip",7]}`
            tags[1]          | `{"email":"v@acme.com","tags":["vip"," "]}`
            company_domain   | `{"email":"v@acme.com","company_domain":"not a domain"}`
            custom_fields    | `{"email":"v@acme.com","custom_fields":[]}`
            favourite_colour | `{"email":"v@acme.com","favourite_colour":"red"}`
            """)
    void aBadValueIsRefusedWithItsField(String field, String body) {
        workspace.post("/api/v1/contacts/", body).expectError(400, "validation_error", field);
    }

    @Test
    void textsAreTrimmedAndEmptyOnesAreNull() {
        Answer contact = workspace
                .post(
                        "/api/v1/contacts/",
                        Map.of("email", " Trim@Acme.COM ", "first_name", "  Ann ", "city", "   ", "country", "de"))
                .expect(201);
        assertThat(contact.text("email")).isEqualTo("trim@acme.com");
        assertThat(contact.text("full_name")).isEqualTo("Ann");
        assertThat(contact.json().get("city").isNull()).isTrue();
        assertThat(contact.text("country")).isEqualTo("DE");
    }

    @Test
    void aTextHasAtMost255CharactersCountedAsPeopleDo() {
        workspace
                .post("/api/v1/contacts/", Map.of("email", "l1@acme.com", "city", "😀".repeat(255)))
                .expect(201);
        workspace
                .post("/api/v1/contacts/", Map.of("email", "l2@acme.com", "city", "x".repeat(256)))
                .expectError(400, "validation_error", "city");
    }

    @Test
    void anInternationalDomainIsKeptInPunycode() {
        Answer contact = workspace
                .post("/api/v1/contacts/", Map.of("email", "jo@Müller.example"))
                .expect(201);
        assertThat(contact.text("email")).isEqualTo("jo@xn--mller-kva.example");
        assertThat(contact.text("/company/domain")).isEqualTo("xn--mller-kva.example");
    }

    @Test
    void atMostAHundredTagsAreTakenAndDuplicatesCountOnce() {
        List<String> tags = IntStream.range(0, 100).mapToObj(i -> "t" + i).toList();
        Answer contact = workspace
                .post("/api/v1/contacts/", Map.of("email", "t1@acme.com", "tags", tags))
                .expect(201);
        assertThat(contact.json().get("tags").size()).isEqualTo(100);
        workspace
                .post("/api/v1/contacts/" + contact.text("id") + "/tags/", Map.of("add", List.of("one more")))
                .expectError(400, "validation_error", "tags");
        workspace
                .post("/api/v1/contacts/", Map.of("email", "t2@acme.com", "tags", Collections.nCopies(300, "same")))
                .expect(201);
    }

    @Test
    void whatWasReadCanBeSentBack() {
        Answer contact = workspace
                .post("/api/v1/contacts/", Map.of("email", "back@acme.com", "title", "CFO", "tags", List.of("a")))
                .expect(201);
        Answer again = workspace
                .patch("/api/v1/contacts/" + contact.text("id") + "/", contact.body())
                .expect(200);
        assertThat(again.body()).isEqualTo(contact.body());
        workspace.delete("/api/v1/contacts/" + contact.text("id") + "/").expect(200);
        assertThat(workspace
                        .post("/api/v1/contacts/", contact.body())
                        .expect(200)
                        .text("id"))
                .isEqualTo(contact.text("id"));
    }

    @Test
    void aMalformedOrForeignIdIsNotFound() {
        TestClient other = roster.workspace();
        String foreign =
                other.post("/api/v1/contacts/", Map.of("email", "x@acme.com")).text("id");
        for (String id : List.of(foreign, "cont_abc", "ct_" + foreign.substring(5), "%20", "cont_" + "z".repeat(22))) {
            Answer answer = workspace.get("/api/v1/contacts/" + id + "/").expectError(404, "not_found", "nothing");
            assertThat(answer.body())
                    .isEqualTo(workspace
                            .get("/api/v1/contacts/cont_0000000000000000000000/")
                            .body());
        }
    }
}
