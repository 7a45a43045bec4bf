package io.roster.contact;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BulkTest {
    private static final String BULK = "/api/v1/contacts/bulk/";

    private static TestRoster roster;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void rowsAreAnsweredInTheirOrderAndABadOneLeavesTheOthersBe() {
        TestClient workspace = roster.workspace();
        Answer answer = workspace.post(BULK, """
                {"contacts":[{"email":"a@acme.com","city":"Rome"},{"email":"no address"},{"email":"b@acme.com","colour":"red"},
                 {"first_name":"Nobody"},17,{"email":"B@acme.com"},{"email":"c@acme.com","country":"Narnia"}]}
                """).expect(200);
        assertThat(statuses(answer))
                .containsExactly("created", "rejected", "rejected", "rejected", "rejected", "created", "rejected");
        assertThat(answer.json().at("/data/1").toString())
                .isEqualTo(
                        "{\"index\":1,\"status\":\"rejected\",\"email\":\"no address\",\"error\":{\"code\":\"validation_error\","
                                + "\"message\":\"email must be a valid e-mail address\",\"field\":\"email\"}}");
        assertThat(answer.text("/data/2/error/field")).isEqualTo("colour");
        assertThat(answer.text("/data/3/error/field")).isEqualTo("email");
        assertThat(answer.text("/data/6/error/field")).isEqualTo("country");
        assertThat(answer.json().get("meta").toString())
                .isEqualTo("{\"total\":7,\"created\":2,\"updated\":0,\"unchanged\":0,\"skipped\":0,\"rejected\":5}");
        String id = answer.text("/data/0/id");
        assertThat(workspace.get("/api/v1/contacts/" + id + "/").text("city")).isEqualTo("Rome");
    }

    @Test
    void anAddressTwiceInOneRequestActsAsTwoCallsInARow() {
        TestClient workspace = roster.workspace();
        Answer answer = workspace.post(BULK, """
                {"contacts":[{"email":"a@acme.com","city":"Rome"},{"email":"a@acme.com","title":"CFO"},
                 {"email":"a@acme.com","city":"Rome"},{"email":"a@acme.com","city":null}],
                 "options":{"dedup_behavior":"update"}}
                """).expect(200);
        assertThat(statuses(answer)).containsExactly("created", "updated", "unchanged", "updated");
        Answer contact = workspace.get("/api/v1/contacts/" + answer.text("/data/0/id") + "/");
        assertThat(contact.text("title")).isEqualTo("CFO");
        assertThat(contact.json().get("city").isNull()).isTrue();
    }

    @Test
    void whatIsThereIsSkippedUnlessItIsToBeUpdatedAndADeletedContactIsNeverTouched() {
        TestClient workspace = roster.workspace();
        workspace.post("/api/v1/contacts/", Map.of("email", "here@acme.com"));
        String gone = workspace
                .post("/api/v1/contacts/", Map.of("email", "gone@acme.com"))
                .text("id");
        workspace.delete("/api/v1/contacts/" + gone + "/").expect(200);
        String rows =
                "{\"contacts\":[{\"email\":\"here@acme.com\",\"city\":\"Oslo\"},{\"email\":\"gone@acme.com\",\"city\":\"Oslo\"}]";
        Answer skipped = workspace.post(BULK, rows + "}").expect(200);
        assertThat(statuses(skipped)).containsExactly("skipped", "skipped");
        assertThat(skipped.json().at("/data/0/code").isMissingNode()).isTrue();
        Answer updated = workspace
                .post(BULK, rows + ",\"options\":{\"dedup_behavior\":\"update\"}}")
                .expect(200);
        assertThat(statuses(updated)).containsExactly("updated", "skipped");
        assertThat(updated.text("/data/1/code")).isEqualTo("deleted");
        assertThat(updated.text("/data/1/id")).isEqualTo(gone);
    }

    @Test
    void aRequestTakesOneToAThousandRows() {
        TestClient workspace = roster.workspace();
        workspace.post(BULK, Map.of("contacts", List.of())).expectError(400, "validation_error", "contacts");
        workspace.post(BULK, Map.of("contacts", rows(0, 1001))).expectError(400, "validation_error", "contacts");
        workspace
                .post(BULK, Map.of("contacts", rows(0, 1), "options", Map.of("dedup_behavior", "merge")))
                .expectError(400, "validation_error", "options.dedup_behavior");
        assertThat(workspace
                        .post(BULK, Map.of("contacts", rows(0, 1000)))
                        .expect(200)
                        .json()
                        .at("/meta/created")
                        .intValue())
                .isEqualTo(1000);
    }

    @Test
    void aCustomFieldThatIsNotDefinedIsWarnedOfAndAWrongValueRejected() {
        TestClient workspace = roster.workspace();
        workspace
                .post(
                        "/api/v1/custom-fields/",
                        Map.of("name", "seats", "display_label", "Seats", "field_type", "number"))
                .expect(201);
        Answer answer = workspace.post(BULK, """
                {"contacts":[{"email":"a@acme.com","custom_fields":{"seats":3,"plan":"gold"}},
                 {"email":"b@beta.com","custom_fields":{"seats":"three"}}]}
                """).expect(200);
        assertThat(answer.json().at("/data/0/warnings").toString()).isEqualTo("[\"unknown_custom_field=plan\"]");
        assertThat(answer.text("/data/1/error/field")).isEqualTo("custom_fields.seats");
        assertThat(workspace.get("/api/v1/companies/?domain=beta.com").data()).isEmpty();
    }

    @Test
    void aDryRunAnswersTheSameAndStoresNothing() {
        TestClient workspace = roster.workspace();
        workspace.post("/api/v1/contacts/", Map.of("email", "here@acme.com"));
        Answer bulk = workspace.post(BULK + "?dry_run=true", """
                {"contacts":[{"email":"here@acme.com","city":"Oslo"},{"email":"new@beta.com"},{"email":"new@beta.com","city":"Rome"}],
                 "options":{"dedup_behavior":"update"}}
                """).expect(200);
        assertThat(statuses(bulk)).containsExactly("updated", "created", "updated");
        assertThat(bulk.header("Roster-Dry-Run")).contains("true");
        assertThat(bulk.json().at("/data/0/id").isString()).isTrue();
        assertThat(bulk.json().at("/data/1/id").isNull()).isTrue();
        assertThat(bulk.json().at("/data/2/id").isNull()).isTrue();
        Answer one = workspace
                .post("/api/v1/contacts/?dry_run=true", Map.of("email", "new@beta.com"))
                .expect(201);
        assertThat(one.json().get("id").isNull()).isTrue();
        assertThat(one.json().at("/company/id").isNull()).isTrue();
        assertThat(one.text("/company/domain")).isEqualTo("beta.com");
        assertThat(one.header("Location")).isEmpty();
        assertThat(workspace.get("/api/v1/contacts/").data()).hasSize(1);
        assertThat(workspace.get("/api/v1/companies/").data()).hasSize(1);
        assertThat(workspace
                        .get("/api/v1/contacts/")
                        .data()
                        .getFirst()
                        .get("city")
                        .isNull())
                .isTrue();
    }

    @Test
    void manyNewRowsAreStoredAsOneByItselfIs() {
        Map<String, Object> rich = Map.ofEntries(
                entry("email", "zoë.o'hara@bücher.example"),
                entry("first_name", "Zoë \"Z\" \\ {N},"),
                entry("last_name", "😀 NULL"),
                entry("title", "VP Sales EMEA"),
                entry("phone", "+49 30 1234567"),
                entry("country", "DE"),
                entry("tags", List.of("a \"b\"", "c\\d", "e,f", "{g}", "null")),
                entry("custom_fields", Map.of("note", "é\t\"x\"", "seats", 12.50, "groups", List.of("x", "y"))));
        List<Map<String, Object>> rows = new ArrayList<>(
                rows(0, 150).stream().<Map<String, Object>>map(HashMap::new).toList());
        rows.add(70, rich);
        JsonNode alone = contact(workspaceWithFields(), Map.of("contacts", List.of(rich)), 0);
        JsonNode among = contact(workspaceWithFields(), Map.of("contacts", rows), 70);
        assertThat(among).isEqualTo(alone);
        assertThat(alone.at("/custom_fields/groups").size()).isEqualTo(2);
        assertThat(alone.at("/seniority").isNull()).isFalse();
    }

    @Test
    void newContactsAndTheirChangesAreInTheOrderOfTheRowsWhateverTheirAddresses() {
        TestClient workspace = roster.workspace();
        List<Map<String, String>> rows = new ArrayList<>(rows(0, 100));
        Collections.shuffle(rows, new Random(1));
        workspace.post(BULK, Map.of("contacts", rows)).expect(200);
        List<String> emails = rows.stream().map(row -> row.get("email")).toList();
        assertThat(workspace.get("/api/v1/contacts/?page_size=100").data())
                .extracting(contact -> contact.get("email").stringValue())
                .containsExactlyElementsOf(emails.reversed());
        List<String> ids = workspace.get("/api/v1/contacts/?page_size=100").data().reversed().stream()
                .map(contact -> contact.get("id").stringValue())
                .toList();
        assertThat(workspace.get("/api/v1/changes/?limit=100").data())
                .extracting(change -> change.get("contact_id").stringValue())
                .containsExactlyElementsOf(ids);
    }

    @Test
    void aDryRunOfManyNewRowsStoresNothing() {
        TestClient workspace = roster.workspace();
        Map<String, Object> request = Map.of("contacts", rows(0, 150));
        assertThat(statuses(workspace.post(BULK + "?dry_run=true", request).expect(200)))
                .containsOnly("created");
        assertThat(workspace
                        .get("/api/v1/contacts/")
                        .json()
                        .at("/meta/total_count")
                        .intValue())
                .isZero();
        assertThat(workspace.get("/api/v1/changes/").data()).isEmpty();
        assertThat(statuses(workspace.post(BULK, request).expect(200))).containsOnly("created");
    }

    private static TestClient workspaceWithFields() {
        TestClient workspace = roster.workspace();
        for (String field : List.of("""
                {"name":"note","display_label":"Note","field_type":"string"}""", """
                {"name":"seats","display_label":"Seats","field_type":"number"}""", """
                {"name":"groups","display_label":"Groups","field_type":"multi_select","options":["x","y"]}""")) {
            workspace.post("/api/v1/custom-fields/", field).expect(201);
        }
        return workspace;
    }

    /** The contact of one row, as it is found afterwards, without what is new each time. */
    private static JsonNode contact(TestClient workspace, Map<String, ?> request, int row) {
        Answer bulk = workspace.post(BULK, request).expect(200);
        assertThat(statuses(bulk)).containsOnly("created");
        JsonNode found = workspace
                .get("/api/v1/contacts/"
                        + bulk.json().at("/data/%d/id".formatted(row)).stringValue() + "/")
                .expect(200)
                .json();
        ((ObjectNode) found).remove(List.of("id", "workspace_id", "created_at", "updated_at"));
        ((ObjectNode) found.get("company")).remove(List.of("id", "created_at", "updated_at"));
        return found;
    }

    @Test
    void bulksOfTheSameAddressesInAnyOrderAtOnceNeitherDeadlockNorDouble() throws Exception {
        TestClient workspace = roster.workspace();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int call = 0; call < 24; call++) {
            List<Map<String, String>> rows = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                rows.add(Map.of("email", "p" + i + "@d" + i % 37 + ".com", "city", "city" + call));
            }
            Collections.shuffle(rows, random);
            calls.add(() ->
                    workspace.post(BULK, Map.of("contacts", rows, "options", Map.of("dedup_behavior", "update"))));
        }
        List<String> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> future : executor.invokeAll(calls)) {
                statuses.addAll(statuses(future.get().expect(200)));
            }
        }
        assertThat(statuses.stream().filter("created"::equals))
                .as("seed %d", seed)
                .hasSize(200);
        assertThat(statuses.stream().filter("rejected"::equals))
                .as("seed %d", seed)
                .isEmpty();
        assertThat(workspace
                        .get("/api/v1/contacts/")
                        .json()
                        .at("/meta/total_count")
                        .intValue())
                .isEqualTo(200);
    }

    private static List<Map<String, String>> rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Map.of("email", "p" + i + "@d" + i % 50 + ".com"))
                .toList();
    }

    private static List<String> statuses(Answer answer) {
        return answer.data().stream()
                .map(row -> row.get("status").stringValue())
                .toList();
    }
}
