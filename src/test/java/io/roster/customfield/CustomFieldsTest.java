package io.roster.customfield;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomFieldsTest {
    private static final String FIELDS = "/api/v1/custom-fields/";
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestRoster neighbour;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        neighbour = TestRoster.on(roster.database(), Map.of());
    }

    @AfterAll
    static void stop() {
        neighbour.close();
        roster.close();
    }

    @Test
    void theSeedsExampleAnswersTheDefinition() {
        TestClient workspace = roster.workspace();
        Answer created = workspace.post(FIELDS, """
                {
                "name": "onboarding_stage",
                "display_label": "Onboarding Stage",
                "field_type": "dropdown",
                "options": ["not_started", "trial_active", "trial_expired", "customer"],
                "fallback_value": "not_started"
                }
                """).expect(201);
        assertThat(created.json().propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "display_label",
                        "field_type",
                        "options",
                        "fallback_value",
                        "created_at",
                        "updated_at");
        assertThat(workspace.get(FIELDS + created.text("id") + "/").expect(200).body())
                .isEqualTo(created.body());
        assertThat(workspace.get(FIELDS).expect(200).data()).hasSize(1);
        workspace
                .post(FIELDS, Map.of("name", "onboarding_stage", "field_type", "string"))
                .expectError(409, "conflict", "name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"field_type":"string"}                                                     | name
                    {"name":"Upper","field_type":"string"}                                      | name
                    {"name":"1st","field_type":"string"}                                        | name
                    {"name":"a"}                                                                | field_type
                    {"name":"a","field_type":"text"}                                            | field_type
                    {"name":"a","field_type":"string","options":["x"]}                          | options
                    {"name":"a","field_type":"dropdown"}                                        | options
                    {"name":"a","field_type":"dropdown","options":[]}                           | options
                    {"name":"a","field_type":"dropdown","options":["x","x"]}                    | options[1]
                    {"name":"a","field_type":"dropdown","options":["x",""]}                     | options[1]
                    {"name":"a","field_type":"dropdown","options":["x"],"fallback_value":"y"}   | fallback_value
                    {"name":"a","field_type":"number","fallback_value":"1"}                     | fallback_value
                    {"name":"a","field_type":"date","fallback_value":"2026-02-30"}              | fallback_value
                    {"name":"a","field_type":"string","display_label":" "}                      | display_label
                    {"name":"a","field_type":"string","colour":"red"}                           | colour
                    """)
    void aDefinitionThatCannotBeIsRefusedWithItsPlace(String body, String place) {
        roster.workspace().post(FIELDS, body).expectError(400, "validation_error", place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    string       | "é % _"      | 5
                    number       | -12.5        | "12"
                    boolean      | false        | "false"
                    date         | "2024-02-29" | "2023-02-29"
                    dropdown     | "two"        | "three"
                    multi_select | ["two"]      | ["two","two"]
                    """)
    void everyTypeTakesItsValuesAndNoOthers(String type, String good, String bad) {
        TestClient workspace = roster.workspace();
        String options = type.equals("dropdown") || type.equals("multi_select") ? ",\"options\":[\"one\",\"two\"]" : "";
        workspace
                .post(FIELDS, "{\"name\":\"f\",\"field_type\":\"%s\"%s}".formatted(type, options))
                .expect(201);
        String id = contact(workspace, "a@example.com");
        Answer set = workspace
                .patch(CONTACTS + id + "/", "{\"custom_fields\":{\"f\":" + good + "}}")
                .expect(200);
        assertThat(set.json().at("/custom_fields/f").toString()).isEqualTo(good);
        assertThat(workspace
                        .patch(CONTACTS + id + "/", "{\"custom_fields\":{\"f\":" + bad + "}}")
                        .expect(400)
                        .text("/error/field"))
                .startsWith("custom_fields.f");
        workspace
                .post(CONTACTS, "{\"email\":\"b@example.com\",\"custom_fields\":{\"f\":" + bad + "}}")
                .expect(400);
        Answer cleared = workspace
                .patch(CONTACTS + id + "/", "{\"custom_fields\":{\"f\":null}}")
                .expect(200);
        assertThat(cleared.json().get("custom_fields").isEmpty()).isTrue();
    }

    @Test
    void valuesAreMergedByNameAndUnknownNamesAreWarnedAbout() {
        TestClient workspace = roster.workspace();
        define(workspace, "a");
        define(workspace, "b");
        Answer created = workspace.post(CONTACTS, """
                {"email":"m@example.com","custom_fields":{"a":"1","nope":"x","k e\\n y":1}}
                """).expect(201);
        assertThat(created.header("Roster-Warnings"))
                .contains("unknown_custom_field=nope, unknown_custom_field=k+e%0A+y");
        Answer patched = workspace
                .patch(CONTACTS + created.text("id") + "/", "{\"custom_fields\":{\"b\":\"2\"}}")
                .expect(200);
        assertThat(patched.json().get("custom_fields").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(patched.header("Roster-Warnings")).isEmpty();
    }

    @Test
    void aContactWithoutACompanyHasThemToo() {
        TestClient workspace = roster.workspace();
        define(workspace, "plan");
        Answer made = workspace
                .post(CONTACTS, Map.of("email", "a@gmail.com", "custom_fields", Map.of("plan", "gold")))
                .expect(201);
        assertThat(made.json().get("company").isNull()).isTrue();
        assertThat(workspace.get(CONTACTS + made.text("id") + "/").text("/custom_fields/plan"))
                .isEqualTo("gold");
        assertThat(workspace.get(CONTACTS).text("/data/0/custom_fields/plan")).isEqualTo("gold");
    }

    @Test
    void aFallbackIsSeenByReadersAndFiltersButIsEmptyLooksAtWhatIsStored() {
        TestClient workspace = roster.workspace();
        workspace
                .post(FIELDS, Map.of("name", "plan", "field_type", "string", "fallback_value", "free"))
                .expect(201);
        String without = contact(workspace, "a@example.com");
        workspace
                .post(CONTACTS, Map.of("email", "b@example.com", "custom_fields", Map.of("plan", "pro")))
                .expect(201);
        assertThat(workspace.get(CONTACTS + without + "/").expect(200).text("/custom_fields/plan"))
                .isEqualTo("free");
        assertThat(found(workspace, "custom_fields.plan", "eq", "free")).isEqualTo(1);
        assertThat(found(workspace, "custom_fields.plan", "is_empty", null)).isEqualTo(1);
    }

    @Test
    void aDeletedFieldIsGoneAtOnceAndItsNameComesBackWithoutItsValues() {
        TestClient workspace = roster.workspace();
        String field = define(workspace, "plan");
        String id = workspace
                .post(CONTACTS, Map.of("email", "a@example.com", "custom_fields", Map.of("plan", "old")))
                .expect(201)
                .text("id");
        workspace.delete(FIELDS + field + "/").expect(200);
        workspace.get(FIELDS + field + "/").expectError(404, "not_found", "nothing");
        assertThat(workspace
                        .get(CONTACTS + id + "/")
                        .expect(200)
                        .json()
                        .get("custom_fields")
                        .isEmpty())
                .isTrue();
        define(workspace, "plan");
        assertThat(workspace
                        .get(CONTACTS + id + "/")
                        .expect(200)
                        .json()
                        .get("custom_fields")
                        .isEmpty())
                .isTrue();
        assertThat(found(workspace, "custom_fields.plan", "is_not_empty", null)).isZero();
    }

    @Test
    void anOptionThatAContactHasCannotGo() {
        TestClient workspace = roster.workspace();
        String field = workspace
                .post(FIELDS, Map.of("name", "stage", "field_type", "dropdown", "options", List.of("a", "b", "c")))
                .expect(201)
                .text("id");
        workspace
                .post(CONTACTS, Map.of("email", "a@example.com", "custom_fields", Map.of("stage", "b")))
                .expect(201);
        workspace
                .patch(FIELDS + field + "/", Map.of("options", List.of("a", "c")))
                .expectError(409, "conflict", "options");
        Answer changed = workspace
                .patch(FIELDS + field + "/", Map.of("options", List.of("b", "d"), "fallback_value", "d"))
                .expect(200);
        assertThat(changed.json().get("options").toString()).isEqualTo("[\"b\",\"d\"]");
        workspace
                .patch(FIELDS + field + "/", Map.of("options", List.of("b")))
                .expectError(400, "validation_error", "fallback_value");
        workspace.patch(FIELDS + field + "/", Map.of("name", "other")).expectError(400, "validation_error", "name");
        workspace
                .patch(FIELDS + field + "/", Map.of("field_type", "multi_select", "fallback_value", List.of("b")))
                .expectError(400, "validation_error", "field_type");
    }

    @Test
    void aChangeOnOneServerIsSeenByTheOtherAtOnce() {
        TestClient here = roster.workspace();
        TestClient there = here.at(neighbour.url());
        String id = contact(here, "a@example.com");
        there.get(CONTACTS + id + "/").expect(200);
        for (int i = 0; i < 5; i++) {
            String field = here.post(FIELDS, Map.of("name", "f", "field_type", "number", "fallback_value", i))
                    .expect(201)
                    .text("id");
            assertThat(there.get(CONTACTS + id + "/")
                            .expect(200)
                            .json()
                            .at("/custom_fields/f")
                            .intValue())
                    .isEqualTo(i);
            there.patch(CONTACTS + id + "/", Map.of("custom_fields", Map.of("f", i + 100)))
                    .expect(200);
            assertThat(here.get(CONTACTS + id + "/")
                            .expect(200)
                            .json()
                            .at("/custom_fields/f")
                            .intValue())
                    .isEqualTo(i + 100);
            there.delete(FIELDS + field + "/").expect(200);
            assertThat(here.get(CONTACTS + id + "/")
                            .expect(200)
                            .json()
                            .get("custom_fields")
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void aWorkspaceHasAtMostFiveHundredFields() {
        TestClient workspace = roster.workspace();
        for (int i = 0; i < 500; i++) {
            define(workspace, "f" + i);
        }
        workspace.post(FIELDS, Map.of("name", "more", "field_type", "string")).expectError(409, "conflict", "nothing");
        assertThat(workspace.get(FIELDS).expect(200).data()).hasSize(500);
        Answer page = workspace.get(FIELDS + "?page_size=499").expect(200);
        assertThat(workspace
                        .get(FIELDS + "?page_size=499&cursor=" + page.text("/meta/next_cursor"))
                        .expect(200)
                        .data())
                .hasSize(1);
    }

    private static String define(TestClient workspace, String name) {
        return workspace
                .post(FIELDS, Map.of("name", name, "field_type", "string"))
                .expect(201)
                .text("id");
    }

    private static String contact(TestClient workspace, String email) {
        return workspace.post(CONTACTS, Map.of("email", email)).expect(201).text("id");
    }

    private static int found(TestClient workspace, String field, String op, @Nullable String value) {
        Map<String, Object> filter = new HashMap<>(Map.of("field", field, "op", op));
        if (value != null) {
            filter.put("value", value);
        }
        return workspace
                .post("/api/v1/contacts/search/", Map.of("filters", List.of(filter)))
                .expect(200)
                .json()
                .at("/meta/total_count")
                .intValue();
    }
}
