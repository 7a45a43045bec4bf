package io.roster.api.nodestash;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.api.Speech;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the list's filters find. */
class NodestashListTest {
    private static TestRoster roster;
    private static TestClient client;
    private static String acme;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_RATE_LIMIT", "off"));
        client = roster.workspace();
        create("jane@acme.com", "Jane", "O'Doe", "website", List.of("vip", "early-adopter"));
        create("john_smith@acme.com", "John", "van der Doe", "Website", List.of("vip"));
        create("50%off@shop.example", "JÁNOS", "Ω\\mega", null, List.of("early-adopter", "lead"));
        create("nobody@gmail.com", null, null, "api", List.of());
        acme = "co_"
                + Speech.NODESTASH
                        .companyDigits(client.get(path("jane@acme.com")))
                        .orElseThrow();
        create("gone@acme.com", "Jane", "Doe", "website", List.of("vip", "early-adopter"));
        client.delete(path("gone@acme.com")).expect(204);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "email | jane@acme | jane",
                "email | JANE@ACME.com | jane",
                "email | acme | jane john_smith",
                "email | @ | jane john_smith 50%off nobody",
                "email | % | 50%off",
                "email | _ | john_smith",
                "email | j%e | ",
                "email | nosuch | ",
                "first_name | jan | jane",
                "first_name | ján | 50%off",
                "first_name | J | jane john_smith 50%off",
                "last_name | doe | jane john_smith",
                "last_name | \"van der\" | john_smith",
                "last_name | \" doe\" | john_smith",
                "last_name | ' | jane",
                "last_name | \\ | 50%off",
                "last_name | ω | 50%off",
                "source | website | jane",
                "source | Website | john_smith",
                "source | web | ",
                "tags | vip | jane john_smith",
                "tags | vip,early-adopter | jane",
                "tags | early-adopter,vip | jane",
                "tags | \"early-adopter, vip\" | jane",
                "tags | vip,vip | jane john_smith",
                "tags | VIP | ",
                "tags | vip,lead | ",
                "company_id | co_0000000000000000000000 | ",
                "company_id | co_ | ",
                "company_id | co_xyz789 | "
            })
    void isWhatTheParameterAsksFor(String name, String value, String expected) {
        assertThat(found(name, value)).containsExactlyInAnyOrderElementsOf(names(expected));
    }

    @Test
    void ofACompanyAreThoseWhoBelongToIt() {
        assertThat(found("company_id", acme)).containsExactlyInAnyOrder("jane", "john_smith");
    }

    @Test
    void allThatIsAskedForMustHold() {
        assertThat(client.get("/v1/contacts?email=acme&tags=vip&last_name=van&company_id=" + acme)
                        .data())
                .hasSize(1);
        assertThat(client.get("/v1/contacts?email=acme&tags=lead").data()).isEmpty();
    }

    @Test
    void pagesOfAFilteredListHoldOnlyWhatItFinds() {
        assertThat(Speech.NODESTASH.walk(client, "email=%40&sort=first_name", 1))
                .containsExactly("jane@acme.com", "john_smith@acme.com", "50%off@shop.example", "nobody@gmail.com");
    }

    @Test
    void aPageHoldsTwentyUnlessAskedOtherwiseAndAHundredAtMost() {
        TestClient many = roster.workspace();
        for (int i = 0; i < 101; i++) {
            many.post("/v1/contacts", Map.of("email", "c%d@acme.com".formatted(i)))
                    .expect(201);
        }
        assertThat(many.get("/v1/contacts").data()).hasSize(20);
        assertThat(many.get("/v1/contacts?limit=100").data()).hasSize(100);
        many.get("/v1/contacts?limit=101").expectError(400, "VALIDATION_ERROR", "limit");
    }

    @ParameterizedTest
    @CsvSource({
        "company_id=xyz789, company_id",
        "company_id=comp_0000000000000000000000, company_id",
        "company_id=CO_xyz789, company_id",
        "company_id=, company_id",
        "email=, email",
        "first_name=, first_name",
        "source=, source",
        "tags=, tags",
        "'tags=vip,', tags",
        "'tags=,vip', tags",
        "'tags=vip,%20,lead', tags",
        "email=a&email=b, email",
        "tags=a&tags=b, tags",
        "page_size=10, page_size",
        "is_deleted=true, is_deleted",
        "include=company, include",
        "limit=-1, limit",
        "limit=1.0, limit",
        "limit=, limit"
    })
    void aParameterThatIsWrongIsNamed(String parameters, String field) {
        client.get("/v1/contacts?" + parameters).expectError(400, "VALIDATION_ERROR", field);
    }

    private static void create(
            String email, @Nullable String first, @Nullable String last, @Nullable String source, List<String> tags) {
        Map<String, @Nullable Object> contact = new HashMap<>();
        contact.put("email", email);
        contact.put("first_name", first);
        contact.put("last_name", last);
        contact.put("source", source);
        contact.put("tags", tags);
        client.post("/v1/contacts", contact).expect(201);
    }

    private static String path(String email) {
        return "/v1/contacts/"
                + client.get("/v1/contacts?email=" + encoded(email)).text("/data/0/id");
    }

    private static List<String> found(String name, String value) {
        return Speech.NODESTASH.walk(client, name + "=" + encoded(value), 20).stream()
                .map(email -> email.substring(0, email.indexOf('@')))
                .toList();
    }

    private static List<String> names(@Nullable String list) {
        return list == null ? List.of() : Stream.of(list.split(" ")).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
