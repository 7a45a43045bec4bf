package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The list and its parameters, through HTTP. */
class ContactListTest {
    private static TestRoster roster;
    private static TestClient workspace;
    private static final List<String> CREATED_AT = new ArrayList<>();

    /** Seven contacts, a to g, each created some milliseconds after the one before; c is deleted. */
    @BeforeAll
    static void start() throws InterruptedException {
        roster = TestRoster.start();
        workspace = roster.workspace();
        create("a@acme.com", "US", "web", "vip", "eu");
        create("b@acme.com", "DE", "web", "vip");
        String deleted = create("c@globex.com", "DE", "event");
        create("d@globex.com", "FR", "event", "eu");
        create("e@gmail.com", null, null, "vip", "eu", "100% sure");
        create("f@gmail.com", "US", null);
        create("g@gmail.com", "US", null, "under_score");
        workspace.delete("/api/v1/contacts/" + deleted + "/").expect(200);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                            | gfedcba
            sort=created_desc             | gfedcba
            sort=created_asc              | abcdefg
            sort=updated_desc             | cgfedba
            sort=lead_score_desc          | dcbagfe
            is_deleted=false              | gfedba
            is_deleted=true               | c
            tag=vip                       | eba
            tag=vip,eu                    | edba
            tag=vip&tag=eu                | ea
            tag=100%25 sure               | e
            tag=under%25score            | ''
            tag=VIP                       | ''
            country=us                    | gfa
            country=US,DE                 | gfcba
            lead_source=web               | ba
            lead_source=web,event         | dcba
            email=A@Acme.com              | a
            email=a@acme.com,f@gmail.com  | fa
            verification_status=valid     | ''
            verification_status=unverified,valid | gfedcba
            icp_tier=A,B                  | ''
            icp_tier=D&country=FR         | d
            grade=F&tag=vip&country=DE    | b
            created_after=2020-01-01      | gfedcba
            created_before=2020-01-01T00:00:00%2B02:00 | ''
            updated_after=2999-01-01T00:00:00Z | ''
            company_id=comp_nonsense      | ''
            """)
    void aParameterNarrowsOrSortsTheList(String query, String expected) {
        Answer answer = workspace.get("/api/v1/contacts/?" + query.replace(" ", "%20"));
        assertThat(initials(answer.expect(200))).isEqualTo(expected);
        assertThat(answer.json().at("/meta/total_count").intValue()).isEqualTo(expected.length());
    }

    @Test
    void createdAfterIsStrictAndTakesWhatWasRead() {
        assertThat(initials(workspace.get("/api/v1/contacts/?created_after=" + CREATED_AT.get(4))))
                .isEqualTo("gf");
        assertThat(initials(workspace.get("/api/v1/contacts/?created_before=" + CREATED_AT.get(1))))
                .isEqualTo("a");
    }

    @Test
    void theCompanysContactsAreFoundByItsId() {
        String company = workspace.get("/api/v1/contacts/?email=d@globex.com").text("/data/0/company/id");
        assertThat(initials(workspace.get("/api/v1/contacts/?company_id=" + company)))
                .isEqualTo("dc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            page_size=0         | page_size
            page_size=501       | page_size
            page_size=ten       | page_size
            page_size=1&page_size=2 | page_size
            sort=name           | sort
            icp_tier=E          | icp_tier
            grade=A,,B          | grade
            created_after=now   | created_after
            updated_before=2026-13-01 | updated_before
            is_deleted=1        | is_deleted
            include_total=maybe | include_total
            verification_status=good | verification_status
            cursor=             | cursor
            cursor=abc          | cursor
            colour=red          | colour
            """)
    void aBadParameterIsRefusedWithItsName(String query, String field) {
        workspace.get("/api/v1/contacts/?" + query).expectError(400, "validation_error", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_desc", "created_asc", "updated_desc", "lead_score_desc"})
    void pagesOfEverySizeShowEachContactOnce(String sort) {
        String all = initials(workspace.get("/api/v1/contacts/?sort=" + sort));
        for (int size = 1; size <= 8; size++) {
            StringBuilder walked = new StringBuilder();
            String cursor = "";
            do {
                Answer page = workspace.get("/api/v1/contacts/?sort=%s&page_size=%d%s".formatted(sort, size, cursor));
                walked.append(initials(page));
                JsonNode next = page.json().at("/meta/next_cursor");
                assertThat(page.json().at("/meta/has_more").booleanValue()).isEqualTo(!next.isNull());
                assertThat(page.json().at("/meta/total_count").intValue()).isEqualTo(7);
                cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
            } while (!cursor.isEmpty());
            assertThat(walked.toString()).isEqualTo(all);
        }
    }

    @Test
    void aCursorOpensNothingButItsOwnList() {
        String cursor = workspace.get("/api/v1/contacts/?page_size=2&tag=vip").text("/meta/next_cursor");
        workspace.get("/api/v1/contacts/?page_size=5&tag=vip&cursor=" + cursor).expect(200);
        for (String other : List.of("tag=eu", "tag=vip&sort=created_asc", "")) {
            workspace
                    .get("/api/v1/contacts/?" + other + "&cursor=" + cursor)
                    .expectError(400, "validation_error", "cursor");
        }
        roster.workspace()
                .get("/api/v1/contacts/?tag=vip&cursor=" + cursor)
                .expectError(400, "validation_error", "cursor");
    }

    @Test
    void aCursorAlteredByAsMuchAsASpareBitIsRefused() {
        String cursor = workspace.get("/api/v1/contacts/?page_size=2").text("/meta/next_cursor");
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=";
        for (int at = 0; at < cursor.length(); at++) {
            for (char c : new char[] {'A', '_', alphabet.charAt((alphabet.indexOf(cursor.charAt(at)) + 1) % 64)}) {
                String altered = cursor.substring(0, at) + c + cursor.substring(at + 1);
                if (!altered.equals(cursor)) {
                    workspace.get("/api/v1/contacts/?cursor=" + altered).expectError(400, "validation_error", "cursor");
                }
            }
        }
        workspace.get("/api/v1/contacts/?cursor=" + cursor + "=").expectError(400, "validation_error", "cursor");
    }

    @Test
    void theTotalCanBeLeftOut() {
        Answer answer = workspace.get("/api/v1/contacts/?include_total=false").expect(200);
        assertThat(answer.json().at("/meta/total_count").isNull()).isTrue();
        assertThat(answer.json().at("/meta").propertyNames()).containsExactly("next_cursor", "has_more", "total_count");
    }

    private static String create(String email, @Nullable String country, @Nullable String source, String... tags)
            throws InterruptedException {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("email", email);
        body.put("tags", List.of(tags));
        body.put("country", country);
        body.put("lead_source", source);
        Answer answer = workspace.post("/api/v1/contacts/", body).expect(201);
        CREATED_AT.add(URLEncoder.encode(answer.text("created_at"), StandardCharsets.UTF_8));
        Thread.sleep(2); // so that each has a creation time of its own
        return answer.text("id");
    }

    private static String initials(Answer list) {
        StringBuilder initials = new StringBuilder();
        list.expect(200)
                .data()
                .forEach(row -> initials.append(row.get("email").stringValue().charAt(0)));
        return initials.toString();
    }
}
