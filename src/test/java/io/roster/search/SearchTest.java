package io.roster.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final String SEARCH = "/api/v1/contacts/search/";
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestClient shared;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        shared = roster.workspace();
        shared.post("/api/v1/custom-fields/", Map.of("name", "plan", "field_type", "string"))
                .expect(201);
        shared.post("/api/v1/custom-fields/", Map.of("name", "seats", "field_type", "number"))
                .expect(201);
        contact(shared, "alice@acme.com", "Alice", "Śmith", "Director", List.of("vip"), "pro", 3);
        contact(shared, "bob@acme.com", "Bob", "Jones", "VP Marketing", List.of("vip", "eu"), "free", 30);
        contact(shared, "carol.jones@initech.example", "Carol", "Jones", "Engineer", List.of(), "pro", 12);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    private static void contact(
            TestClient workspace,
            String email,
            String first,
            String last,
            String title,
            List<String> tags,
            String plan,
            int seats) {
        workspace
                .post(
                        CONTACTS,
                        Map.of(
                                "email", email,
                                "first_name", first,
                                "last_name", last,
                                "title", title,
                                "tags", tags,
                                "custom_fields", Map.of("plan", plan, "seats", seats)))
                .expect(201);
    }

    @Test
    void theSeedsExampleAnswersAsPrinted() {
        TestClient workspace = roster.workspace();
        workspace
                .post(CONTACTS, Map.of("email", "a@example.com", "tags", List.of("verified_email")))
                .expect(201);
        Answer answer = workspace.post(SEARCH, """
                {
                "filters": [
                { "field": "icp_tier", "op": "in", "value": ["A", "B", "D"] },
                { "field": "lead_score", "op": "gte", "value": 0 },
                { "field": "has_tag", "op": "eq", "value": "verified_email" }
                ],
                "filters_logic": "AND",
                "sort": [{ "field": "lead_score", "direction": "desc" }],
                "page_size": 100
                }
                """).expect(200);
        assertThat(answer.data()).hasSize(1);
        assertThat(answer.json().get("meta").toString())
                .isEqualTo("{\"next_cursor\":null,\"has_more\":false,\"total_count\":1}");
    }

    @Test
    void anEmptyBodyFindsEverything() {
        assertThat(shared.post(SEARCH, "{}")
                        .expect(200)
                        .json()
                        .at("/meta/total_count")
                        .intValue())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    email         | contains     | "ACME"            | alice bob
                    email         | eq           | "BOB@acme.com"    | bob
                    last_name     | ne           | "Jones"           | alice
                    first_name    | in           | ["Bob","Carol"]   | bob carol
                    first_name    | starts_with  | "c"               | carol
                    email         | ends_with    | ".example"        | carol
                    tags          | contains     | "eu"              | bob
                    tags          | is_empty     |                   | carol
                    has_tag       | ne           | "vip"             | carol
                    custom_fields.plan  | eq     | "pro"             | alice carol
                    custom_fields.seats | gt     | 10                | bob carol
                    company.domain | eq          | "acme.com"        | alice bob
                    search        | eq           | "smi acm"         | alice
                    event_count.email_opened | eq | 0                | alice bob carol
                    last_event_at | is_empty     |                   | alice bob carol
                    """)
    void aConditionFindsWhatItSays(String field, String op, String value, String found) {
        String line = value == null
                ? "{\"field\":\"%s\",\"op\":\"%s\"}".formatted(field, op)
                : "{\"field\":\"%s\",\"op\":\"%s\",\"value\":%s}".formatted(field, op, value);
        Answer answer = shared.post(SEARCH, "{\"filters\":[%s],\"sort\":[{\"field\":\"email\"}]}".formatted(line))
                .expect(200);
        assertThat(names(answer)).isEqualTo(found);
    }

    @Test
    void anExpressionJoinsTheFiltersByTheirNumbers() {
        assertThat(names(shared.post(SEARCH, """
                        {"filters":[{"field":"last_name","op":"eq","value":"Jones"},
                                    {"field":"first_name","op":"eq","value":"Alice"},
                                    {"field":"has_tag","op":"eq","value":"vip"}],
                         "filters_logic":"(1 or 2) and not 3","sort":[{"field":"email"}]}
                        """).expect(200))).isEqualTo("carol");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"filters":[{"field":"nope","op":"eq","value":1}]}                              | filters[0].field
                    {"filters":[{"field":"custom_fields.nope","op":"eq","value":1}]}                | filters[0].field
                    {"filters":[{"field":"event_count.nope","op":"eq","value":1}]}                  | filters[0].field
                    {"filters":[{"field":"email","op":"like","value":"a"}]}                         | filters[0].op
                    {"filters":[{"field":"email","op":"gt","value":"a"}]}                           | filters[0].op
                    {"filters":[{"field":"lead_score","op":"contains","value":"a"}]}                | filters[0].op
                    {"filters":[{"field":"has_tag","op":"starts_with","value":"a"}]}                | filters[0].op
                    {"filters":[{"field":"segment_id","op":"is_empty"}]}                            | filters[0].op
                    {"filters":[{"field":"lead_score","op":"gte","value":"60"}]}                    | filters[0].value
                    {"filters":[{"field":"email","op":"eq"}]}                                       | filters[0].value
                    {"filters":[{"field":"email","op":"eq","value":null}]}                          | filters[0].value
                    {"filters":[{"field":"email","op":"is_empty","value":true}]}                    | filters[0].value
                    {"filters":[{"field":"email","op":"in","value":[]}]}                            | filters[0].value
                    {"filters":[{"field":"email","op":"in","value":"a"}]}                           | filters[0].value
                    {"filters":[{"field":"email","op":"in","value":["a",null]}]}                    | filters[0].value[1]
                    {"filters":[{"field":"icp_tier","op":"in","value":["A","Z"]}]}                  | filters[0].value[1]
                    {"filters":[{"field":"created_at","op":"gt","value":"yesterday"}]}              | filters[0].value
                    {"filters":[{"field":"is_deleted","op":"eq","value":"false"}]}                  | filters[0].value
                    {"filters":[{"field":"company_id","op":"eq","value":"comp_1"}]}                 | filters[0].value
                    {"filters":[{"field":"segment_id","op":"eq","value":"seg_1"}]}                  | filters[0].value
                    {"filters":[{"field":"email","op":"eq","value":"a"},{"field":"email"}]}         | filters[1].op
                    {"filters":[{"op":"eq"}]}                                                       | filters[0].field
                    {"filters":[{"field":"email","op":"eq","value":"a","or":1}]}                    | filters[0].or
                    {"filters":["email"]}                                                           | filters[0]
                    {"filters":{}}                                                                  | filters
                    {"filters_logic":"XOR"}                                                         | filters_logic
                    {"filters_logic":"1"}                                                           | filters_logic
                    {"filters":[{"field":"email","op":"is_empty"}],"filters_logic":"1 AND"}         | filters_logic
                    {"filters":[{"field":"email","op":"is_empty"}],"filters_logic":"(1"}            | filters_logic
                    {"filters":[{"field":"email","op":"is_empty"}],"filters_logic":"1 2"}           | filters_logic
                    {"filters":[{"field":"email","op":"is_empty"}],"filters_logic":"2"}             | filters_logic
                    {"sort":[{"field":"nope"}]}                                                     | sort[0].field
                    {"sort":[{"field":"email"},{"field":"tags"}]}                                   | sort[1].field
                    {"sort":[{"field":"email"},{"field":"email"}]}                                  | sort[1].field
                    {"sort":[{"field":"email","direction":"up"}]}                                   | sort[0].direction
                    {"sort":[{"field":"id"},{"field":"email"},{"field":"city"},{"field":"state"},{"field":"title"}]} | sort
                    {"page_size":0}                                                                 | page_size
                    {"page_size":501}                                                               | page_size
                    {"cursor":"nonsense"}                                                           | cursor
                    {"typo_tolerance":"yes"}                                                        | typo_tolerance
                    {"typo_tolerance":1}                                                            | typo_tolerance
                    {"limit":5}                                                                     | limit
                    """)
    void whatDoesNotFitIsRefusedWithItsPlace(String body, String place) {
        shared.post(SEARCH, body).expectError(400, "validation_error", place);
    }

    @Test
    void moreThanFiftyFiltersAreRefused() {
        List<Map<String, String>> filters = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            filters.add(Map.of("field", "email", "op", "is_empty"));
        }
        shared.post(SEARCH, Map.of("filters", filters)).expectError(400, "validation_error", "filters");
    }

    @Test
    void pagesOfAMixedSortNeitherSkipNorRepeat() {
        TestClient workspace = roster.workspace();
        workspace
                .post("/api/v1/custom-fields/", Map.of("name", "rank", "field_type", "number"))
                .expect(201);
        for (int i = 0; i < 23; i++) {
            Map<String, Object> contact = i % 3 == 0
                    ? Map.of("email", "p%02d@x%d.example".formatted(i, i % 2))
                    : Map.of(
                            "email", "p%02d@x%d.example".formatted(i, i % 2),
                            "last_name", "L" + i % 4,
                            "custom_fields", Map.of("rank", i % 5));
            workspace.post(CONTACTS, contact).expect(201);
        }
        String sort = "\"sort\":[{\"field\":\"last_name\",\"direction\":\"desc\"},{\"field\":\"custom_fields.rank\"},"
                + "{\"field\":\"company.name\",\"direction\":\"desc\"}]";
        List<String> whole = emails(
                workspace.post(SEARCH, "{" + sort + ",\"page_size\":500}").expect(200));
        List<String> paged = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < 8; i++) {
            String body = "{%s,\"page_size\":3%s}".formatted(sort, cursor);
            Answer page = workspace.post(SEARCH, body).expect(200);
            assertThat(page.json().at("/meta/total_count").intValue()).isEqualTo(23);
            paged.addAll(emails(page));
            cursor = page.json().at("/meta/has_more").booleanValue()
                    ? ",\"cursor\":\"" + page.text("/meta/next_cursor") + "\""
                    : "";
        }
        assertThat(paged).isEqualTo(whole).hasSize(23).doesNotHaveDuplicates();
        assertThat(cursor).isEmpty();
    }

    @Test
    void aCursorOpensNoOtherSearch() {
        Answer first = shared.post(SEARCH, "{\"page_size\":1}").expect(200);
        String cursor = first.text("/meta/next_cursor");
        shared.post(SEARCH, Map.of("page_size", 2, "cursor", cursor)).expect(200);
        shared.post(SEARCH, Map.of("cursor", cursor, "filters", List.of(Map.of("field", "tags", "op", "is_empty"))))
                .expectError(400, "validation_error", "cursor");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    alise         | alice       | one is another
                    alcie         | alice       | two neighbours changed places
                    allice        | alice       | one too many
                    alce          |             | four letters must all be right
                    markting vp   | bob         | one too few
                    initexh carol | carol       | of the domain, beside a word that is right
                    inttexh       |             | two are wrong
                    acme          | alice bob   | none is wrong
                    """)
    void aWordOfFiveLettersMayHaveOneWrongWhereThatIsAskedFor(String words, String found, String why) {
        String body = "{\"filters\":[{\"field\":\"search\",\"op\":\"eq\",\"value\":\"%s\"}],%s"
                + "\"sort\":[{\"field\":\"email\"}]}";
        Answer tolerant = shared.post(SEARCH, body.formatted(words, "\"typo_tolerance\":true,"))
                .expect(200);
        assertThat(names(tolerant)).as(why).isEqualTo(found == null ? "" : found);
        if (!words.equals("acme")) {
            assertThat(shared.post(SEARCH, body.formatted(words, ""))
                            .expect(200)
                            .data())
                    .isEmpty();
        }
    }

    @Test
    void aSegmentsWordsAreNotForgiven() {
        TestClient workspace = roster.workspace();
        workspace.post(CONTACTS, Map.of("email", "marga@acme.example")).expect(201);
        Map<String, String> mistyped = Map.of("field", "search", "op", "eq", "value", "margo");
        String segment = workspace
                .post("/api/v1/segments/", Map.of("name", "Margo", "filters", List.of(mistyped)))
                .expect(201)
                .text("id");
        Map<String, String> members = Map.of("field", "segment_id", "op", "eq", "value", segment);
        assertThat(workspace
                        .post(SEARCH, Map.of("typo_tolerance", true, "filters", List.of(members)))
                        .data())
                .isEmpty();
        assertThat(workspace
                        .post(SEARCH, Map.of("typo_tolerance", true, "filters", List.of(mistyped)))
                        .data())
                .hasSize(1);
        workspace
                .post("/api/v1/segments/", Map.of("name", "x", "typo_tolerance", true))
                .expectError(400, "validation_error", "typo_tolerance");
    }

    @Test
    void aCursorIsOfATolerantSearchOrOfOneThatIsNot() {
        for (boolean tolerant : List.of(true, false)) {
            Map<String, Object> body = Map.of(
                    "filters",
                    List.of(Map.of("field", "search", "op", "eq", "value", "jones")),
                    "page_size",
                    1,
                    "typo_tolerance",
                    tolerant);
            Map<String, Object> next = new HashMap<>(body);
            next.put("cursor", shared.post(SEARCH, body).expect(200).text("/meta/next_cursor"));
            assertThat(shared.post(SEARCH, next).expect(200).data()).hasSize(1);
            next.put("typo_tolerance", !tolerant);
            shared.post(SEARCH, next).expectError(400, "validation_error", "cursor");
        }
    }

    @Test
    void theTotalIsLeftOutWhereItIsNotWanted() {
        assertThat(shared.post(SEARCH, "{\"include_total\":false}")
                        .expect(200)
                        .json()
                        .at("/meta/total_count")
                        .isNull())
                .isTrue();
    }

    @Test
    void listParametersFilterByCustomFieldsAndFullText() {
        assertThat(names(shared.get(CONTACTS + "?custom_fields.plan=pro&sort=created_asc")
                        .expect(200)))
                .isEqualTo("alice carol");
        assertThat(names(shared.get(CONTACTS + "?custom_fields.seats=3,30&sort=created_asc")
                        .expect(200)))
                .isEqualTo("alice bob");
        assertThat(names(shared.get(CONTACTS + "?search=ali%20acme").expect(200)))
                .isEqualTo("alice");
        assertThat(names(shared.get(CONTACTS + "?search=SMITH").expect(200))).isEqualTo("alice");
        shared.get(CONTACTS + "?custom_fields.nope=1").expectError(400, "validation_error", "custom_fields.nope");
        shared.get(CONTACTS + "?custom_fields.seats=many").expectError(400, "validation_error", "custom_fields.seats");
    }

    private static List<String> emails(Answer answer) {
        return answer.data().stream().map(row -> row.get("email").stringValue()).toList();
    }

    private static String names(Answer answer) {
        return String.join(
                " ",
                emails(answer).stream().map(email -> email.split("[@.]", -1)[0]).toList());
    }
}
