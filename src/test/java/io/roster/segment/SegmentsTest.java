package io.roster.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SegmentsTest {
    private static final String SEGMENTS = "/api/v1/segments/";
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    private static Map<String, Object> tagged(String name, String tag) {
        return Map.of("name", name, "filters", List.of(Map.of("field", "has_tag", "op", "eq", "value", tag)));
    }

    private static Map<String, Object> within(String name, String... segments) {
        return Map.of(
                "name",
                name,
                "filters",
                List.of(Map.of("field", "segment_id", "op", "in", "value", List.of(segments))));
    }

    @Test
    void aSegmentIsWhoMatchesWhenItIsAskedForAndNeverADeletedContact() {
        TestClient workspace = roster.workspace();
        Answer created = workspace.post(SEGMENTS, tagged("VIPs", "vip")).expect(201);
        assertThat(created.json().propertyNames())
                .containsExactly("id", "name", "filters", "filters_logic", "member_count", "created_at", "updated_at");
        String segment = created.text("id");
        assertThat(created.header("Location")).contains(SEGMENTS + segment + "/");
        String gone = add(workspace, "a@example.com", "vip");
        add(workspace, "b@example.com", "vip");
        add(workspace, "c@example.com", "other");
        assertThat(members(workspace, segment)).isEqualTo(2);
        workspace.delete(CONTACTS + gone + "/").expect(200);
        assertThat(members(workspace, segment)).isEqualTo(1);
        assertThat(workspace
                        .get(CONTACTS + "?segment_id=" + segment)
                        .expect(200)
                        .data())
                .hasSize(1);
        assertThat(workspace
                        .get(SEGMENTS)
                        .expect(200)
                        .data()
                        .getFirst()
                        .get("member_count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void segmentsAreBuiltOnSegmentsButNeverOnThemselves() {
        TestClient workspace = roster.workspace();
        String a = workspace.post(SEGMENTS, tagged("A", "a")).expect(201).text("id");
        String b = workspace.post(SEGMENTS, tagged("B", "b")).expect(201).text("id");
        String either =
                workspace.post(SEGMENTS, within("Either", a, b)).expect(201).text("id");
        add(workspace, "a@example.com", "a");
        add(workspace, "b@example.com", "b");
        add(workspace, "c@example.com", "c");
        assertThat(members(workspace, either)).isEqualTo(2);
        workspace
                .patch(SEGMENTS + a + "/", within("A", either))
                .expectError(400, "validation_error", "filters[0].value[0]");
        workspace.patch(SEGMENTS + a + "/", within("A", a)).expectError(400, "validation_error", "filters[0].value[0]");
        workspace.delete(SEGMENTS + a + "/").expectError(409, "conflict", "nothing");
        workspace.delete(SEGMENTS + either + "/").expect(200);
        workspace.delete(SEGMENTS + a + "/").expect(200);
        workspace.get(SEGMENTS + a + "/").expectError(404, "not_found", "nothing");
        workspace.get(CONTACTS + "?segment_id=" + a).expectError(404, "not_found", "nothing");
    }

    @Test
    void aPatchChangesWhatItGives() {
        TestClient workspace = roster.workspace();
        String id = workspace.post(SEGMENTS, tagged("Before", "a")).expect(201).text("id");
        Answer after =
                workspace.patch(SEGMENTS + id + "/", Map.of("name", "After")).expect(200);
        assertThat(after.text("name")).isEqualTo("After");
        assertThat(after.json().at("/filters/0/value").stringValue()).isEqualTo("a");
        workspace
                .patch(SEGMENTS + id + "/", Map.of("filters_logic", "1 AND 2"))
                .expectError(400, "validation_error", "filters_logic");
        workspace.patch(SEGMENTS + id + "/", Map.of("filter", 1)).expectError(400, "validation_error", "filter");
        workspace.patch(SEGMENTS + id + "/", Map.of("name", " ")).expectError(400, "validation_error", "name");
    }

    @Test
    void aSegmentKeepsTheCustomFieldThatItUses() {
        TestClient workspace = roster.workspace();
        String field = workspace
                .post("/api/v1/custom-fields/", Map.of("name", "plan", "field_type", "string"))
                .expect(201)
                .text("id");
        String segment = workspace
                .post(
                        SEGMENTS,
                        Map.of(
                                "name",
                                "Free",
                                "filters",
                                List.of(Map.of("field", "custom_fields.plan", "op", "eq", "value", "free"))))
                .expect(201)
                .text("id");
        workspace.delete("/api/v1/custom-fields/" + field + "/").expectError(409, "conflict", "nothing");
        workspace.delete(SEGMENTS + segment + "/").expect(200);
        workspace.delete("/api/v1/custom-fields/" + field + "/").expect(200);
    }

    @Test
    void anotherWorkspacesSegmentIsNotThere() {
        String id = roster.workspace()
                .post(SEGMENTS, tagged("Mine", "a"))
                .expect(201)
                .text("id");
        TestClient other = roster.workspace();
        other.get(SEGMENTS + id + "/").expectError(404, "not_found", "nothing");
        other.patch(SEGMENTS + id + "/", Map.of("name", "x")).expectError(404, "not_found", "nothing");
        other.delete(SEGMENTS + id + "/").expectError(404, "not_found", "nothing");
        other.post(SEGMENTS, within("Theirs", id)).expectError(400, "validation_error", "filters[0].value[0]");
    }

    @Test
    void theListIsPaged() {
        TestClient workspace = roster.workspace();
        for (int i = 0; i < 3; i++) {
            workspace.post(SEGMENTS, tagged("S" + i, "a")).expect(201);
        }
        Answer first = workspace.get(SEGMENTS + "?page_size=2").expect(200);
        assertThat(first.data())
                .extracting(row -> row.get("name").stringValue())
                .containsExactly("S2", "S1");
        Answer rest = workspace
                .get(SEGMENTS + "?page_size=2&cursor=" + first.text("/meta/next_cursor"))
                .expect(200);
        assertThat(rest.data()).extracting(row -> row.get("name").stringValue()).containsExactly("S0");
        assertThat(rest.json().at("/meta/total_count").intValue()).isEqualTo(3);
        workspace
                .get(CONTACTS + "?cursor=" + first.text("/meta/next_cursor"))
                .expectError(400, "validation_error", "cursor");
    }

    private static String add(TestClient workspace, String email, String tag) {
        return workspace
                .post(CONTACTS, Map.of("email", email, "tags", List.of(tag)))
                .expect(201)
                .text("id");
    }

    private static int members(TestClient workspace, String segment) {
        return workspace
                .get(SEGMENTS + segment + "/")
                .expect(200)
                .json()
                .get("member_count")
                .intValue();
    }
}
