package io.roster.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Real answers against the API's description: the status is one of the operation's, and the body has its shape. */
class DescribedAnswersTest {
    private static final String CONTACTS = "/api/v1/contacts/";

    private static TestRoster roster;
    private static TestClient client;
    private static TestClient operator;
    private static JsonNode document;
    private static Described description;

    @BeforeAll
    static void start() {
        roster = TestRoster.start(Map.of("ROSTER_WEBHOOK_ALLOW_PRIVATE", "true"));
        client = roster.workspace();
        operator = roster.operator();
        document = roster.anyone().get("/openapi.json").json();
        description = new Described(document);
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void contacts() {
        Map<String, Object> full = Map.of("email", "ann@acme.example", "title", "CTO", "tags", List.of("a"));
        String path = CONTACTS + described(client.post(CONTACTS, full), 201).text("id") + "/";
        Answer contact = described(client.get(path), 200);
        assertThat(contact.json().propertyNames())
                .as("in the order of the description")
                .containsExactlyElementsOf(document.at("/components/schemas/Contact/required").values().stream()
                        .map(JsonNode::stringValue)
                        .toList());
        described(
                client.with("If-None-Match", contact.header("ETag").orElseThrow())
                        .get(path),
                304);
        described(client.post(CONTACTS, full), 200);
        described(client.post(CONTACTS + "?dry_run=true", Map.of("email", "dry@new.example")), 201);
        described(client.post(CONTACTS, Map.of("email", "nobody")), 400);
        described(client.patch(path, Map.of("city", "Ulm")), 200);
        described(client.with("If-Match", "\"other\"").patch(path, Map.of("city", "Bonn")), 412);
        described(client.post(path + "tags/", Map.of("add", List.of("b"))), 200);
        described(client.get(CONTACTS + "?page_size=1"), 200);
        described(client.post(CONTACTS + "search/", Map.of("include_total", false)), 200);
        List<Object> aggregations = List.of(
                Map.of("field", "tags"),
                Map.of("field", "lead_score", "interval", 10),
                Map.of("field", "created_at", "interval", "month"));
        described(client.post(CONTACTS + "aggregate/", Map.of("aggregations", aggregations)), 200);
        described(client.post(CONTACTS + "aggregate/", Map.of("aggregations", List.of())), 400);
        described(client.delete(path, Map.of("deletion_reason", "asked")), 200);
        described(client.get(path), 200);
        described(client.get(CONTACTS + "cont_0000000000000000000001/"), 404);
        described(roster.anyone().get(CONTACTS), 401);
        described(roster.workspace("events:read").get(CONTACTS), 403);
        described(client.send("POST", CONTACTS, BodyPublishers.ofString("x"), Map.of()), 415);
    }

    @Test
    void bulk() {
        List<Object> rows = List.of(
                Map.of("email", "b1@acme.example", "custom_fields", Map.of("unknown", 1)),
                Map.of("email", "b1@acme.example"),
                Map.of("email", "nobody"));
        described(client.post(CONTACTS + "bulk/?dry_run=true", Map.of("contacts", rows)), 200);
        described(client.post(CONTACTS + "bulk/", Map.of("contacts", rows)), 200);
    }

    @Test
    void nodestashContacts() {
        Map<String, Object> body = Map.of("email", "jo@nodes.example", "custom_fields", Map.of("plan", "x"));
        String path = "/v1/contacts/"
                + described(client.post("/v1/contacts", body), 201).text("/data/id");
        described(client.post("/v1/contacts", body), 409);
        described(client.get("/v1/contacts?limit=1&sort=email"), 200);
        described(client.get("/v1/contacts?limit=0"), 400);
        Answer contact = described(client.get(path + "?include=company,events,enrollments"), 200);
        assertThat(contact.json().at("/data/attributes").propertyNames())
                .containsExactlyElementsOf(
                        document.at("/components/schemas/NodestashContactAttributes/required").values().stream()
                                .map(JsonNode::stringValue)
                                .toList());
        described(client.patch(path, Map.of("title", "CTO")), 200);
        described(client.delete(path), 204);
        described(client.get(path), 404);
    }

    @Test
    void companiesFieldsAndSegments() {
        String companies = "/api/v1/companies/";
        String company = companies
                + described(client.post(companies, Map.of("name", "Hill Ltd")), 201)
                        .text("id");
        described(client.get(company), 200);
        described(client.patch(company, Map.of("employee_count", 3)), 200);
        described(client.get(companies), 200);
        String fields = "/api/v1/custom-fields/";
        Map<String, Object> stage =
                Map.of("name", "stage", "field_type", "dropdown", "options", List.of("a"), "fallback_value", "a");
        String field = fields + described(client.post(fields, stage), 201).text("id");
        described(client.post(fields, stage), 409);
        described(client.get(field), 200);
        described(client.patch(field, Map.of("display_label", "Stage")), 200);
        described(client.get(fields), 200);
        described(client.delete(field), 200);
        String segments = "/api/v1/segments/";
        Map<String, Object> warm =
                Map.of("name", "Warm", "filters", List.of(Map.of("field", "lead_score", "op", "gte", "value", 1)));
        String segment = segments + described(client.post(segments, warm), 201).text("id");
        described(client.get(segment), 200);
        described(client.patch(segment, Map.of("name", "Hot")), 200);
        described(client.get(segments), 200);
        described(client.delete(segment), 200);
    }

    @Test
    void suppressions() {
        String path = "/api/v1/suppressions/";
        String id = described(client.post(path, Map.of("email", "no@acme.example")), 201)
                .text("id");
        described(client.post(path, Map.of("domain", "rival.example", "reason", "rival")), 201);
        described(client.post(CONTACTS, Map.of("email", "no@acme.example")), 422);
        described(client.get(path), 200);
        described(client.delete(path + id), 200);
    }

    @Test
    void changes() {
        String path = CONTACTS
                + client.post(CONTACTS, Map.of("email", "hi@story.example"))
                        .expect(201)
                        .text("id") + "/";
        client.patch(path, Map.of("city", "Ulm")).expect(200);
        assertThat(described(client.get(path + "history/"), 200).data()).isNotEmpty();
        assertThat(described(client.get("/api/v1/changes/"), 200).data()).isNotEmpty();
        described(client.get("/api/v1/changes/?start=never"), 400);
    }

    @Test
    void webhooks() {
        String path = "/api/v1/webhooks/";
        Map<String, Object> body = Map.of("url", "http://127.0.0.1:9/hook", "events", List.of("contact.created"));
        String hook = path + described(client.post(path, body), 201).text("id") + "/";
        described(client.get(path), 200);
        described(client.get(hook), 200);
        described(client.patch(hook, Map.of("description", "here")), 200);
        described(client.post(hook + "rotate-secret/", "{}"), 200);
        Answer test = described(client.post(hook + "test/", "{}"), 202);
        described(client.get(hook + "deliveries/"), 200);
        described(client.post(hook + "deliveries/" + test.text("id") + "/retry/", "{}"), 202);
        described(client.post(hook + "replay/", Map.of("since", "2026-01-01")), 202);
        described(client.delete(hook), 200);
    }

    @Test
    void scoring() {
        Answer scoring = described(client.get("/api/v1/scoring-model/"), 200);
        String recompute = described(client.put("/api/v1/scoring-model/", scoring.body()), 202)
                .text("id");
        described(client.get("/api/v1/recomputes/" + recompute), 200);
        Answer icp = described(client.get("/api/v1/icp-model/"), 200);
        described(client.put("/api/v1/icp-model/", icp.body()), 202);
        String path = CONTACTS
                + client.post(CONTACTS, Map.of("email", "why@score.example"))
                        .expect(201)
                        .text("id");
        described(client.get(path + "/explain/"), 200);
        described(client.post("/api/v1/suppressions/", Map.of("email", "why@score.example")), 201);
        described(client.get(path + "/explain/"), 200);
        described(client.post(path + "/enrich/", "{}"), 202);
    }

    @Test
    void engagement() {
        String id = client.post(CONTACTS, Map.of("email", "eve@engaged.example"))
                .expect(201)
                .text("id");
        TestClient engine = roster.key(client.get(CONTACTS + id).text("workspace_id"), "engine:events");
        Map<String, Object> opened =
                Map.of("external_id", "1", "contact_id", id, "event_type", "email_opened", "occurred_at", "2026-04-20");
        Map<String, Object> events = Map.of("events", List.of(opened, opened, Map.of("external_id", "2")));
        described(engine.post("/api/v1/engine/events/", events), 200);
        assertThat(described(client.get(CONTACTS + id + "/events/"), 200).data())
                .isNotEmpty();
        String sequences = "/api/v1/sequences/";
        Map<String, Object> step = Map.of("type", "email", "subject", "Hello", "body", "How is it going?");
        Map<String, Object> draft = Map.of("name", "Follow-up", "steps", List.of(step));
        String sequence =
                sequences + described(client.post(sequences, draft), 201).text("id") + "/";
        Map<String, Object> ids = Map.of("contact_ids", List.of(id, "cont_0000000000000000000001"));
        described(client.post(sequence + "enroll/", ids), 409);
        described(client.patch(sequence, Map.of("status", "active")), 200);
        described(client.post(sequence + "enroll/?dry_run=true", ids), 200);
        String enrollment =
                described(client.post(sequence + "enroll/", ids), 200).text("/data/0/enrollment_id");
        described(client.post(sequence + "enroll/", ids), 200);
        described(client.get(CONTACTS + id + "/enrollments/"), 200);
        described(client.post("/api/v1/enrollments/" + enrollment + "/stop/", "{}"), 200);
        described(client.get(sequence + "counters/"), 200);
        described(client.get(sequence), 200);
        described(client.get(sequences), 200);
        described(client.delete(sequence), 200);
    }

    @Test
    void imports() {
        String imports = "/api/v1/imports/";
        described(upload(imports + "preview/", "email,city\nann@file.example,Ulm\nnobody,Bonn\n"), 200);
        Answer started = described(upload(imports, "email\nbob@file.example\nnobody\n"), 202);
        String path = imports + started.text("id") + "/";
        described(client.get(path), 200);
        described(client.get(imports), 200);
        described(client.get(path + "errors/"), 200);
        String mappings = "/api/v1/field-mappings/";
        Map<String, Object> german = Map.of("name", "German", "columns", Map.of("E-Mail", "email"));
        String mapping =
                mappings + described(client.post(mappings, german), 201).text("id");
        described(client.get(mapping), 200);
        described(client.patch(mapping, Map.of("tag_separator", "|")), 200);
        described(client.get(mappings), 200);
        described(client.delete(mapping), 200);
        described(client.get(CONTACTS + "export/?format=ndjson"), 200);
        described(client.get(CONTACTS + "export/?grade=X"), 400);
    }

    private static Answer upload(String path, String csv) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--b--\r\n";
        return client.send(
                "POST", path, BodyPublishers.ofString(body), Map.of("Content-Type", "multipart/form-data; boundary=b"));
    }

    @Test
    void mergingAndErasing() {
        String first = client.post(CONTACTS, Map.of("email", "one@twice.example"))
                .expect(201)
                .text("id");
        String second = client.post(CONTACTS, Map.of("email", "two@twice.example"))
                .expect(201)
                .text("id");
        String path = CONTACTS + first + "/";
        described(client.post(path + "merge/", Map.of("duplicate_ids", List.of(second))), 200);
        described(client.post(path + "unmerge/", Map.of("duplicate_id", second)), 200);
        TestClient officer = roster.key(client.get(path).text("workspace_id"), "*", "admin:gdpr");
        assertThat(described(officer.get(path + "data-export/"), 200)
                        .json()
                        .get("history")
                        .size())
                .isPositive();
        described(client.delete(path + "?hard=true"), 403);
        described(officer.delete(path + "?hard=true"), 200);
        assertThat(described(officer.get("/api/v1/gdpr/retention-log/"), 200).data())
                .isNotEmpty();
    }

    @Test
    void operatorEndpoints() {
        String admin = "/api/v1/admin/";
        String account = described(operator.post(admin + "accounts/", Map.of("name", "A", "agency_mode", true)), 201)
                .text("id");
        String workspace = described(
                        operator.post(admin + "workspaces/", Map.of("name", "W", "account_id", account)), 201)
                .text("id");
        described(operator.get(admin + "workspaces/"), 200);
        described(operator.get(admin + "workspaces/" + workspace + "/"), 200);
        String keys = admin + "workspaces/" + workspace + "/api-keys/";
        Answer key = described(operator.post(keys, Map.of("name", "K", "scopes", List.of("*"))), 201);
        described(roster.anyone().bearing(key.text("key")).post("/api/v1/auth/token/", Map.of()), 200);
        described(operator.get(keys), 200);
        described(operator.delete(keys + key.text("id") + "/"), 200);
        String global = admin + "global-suppressions/";
        String id = described(operator.post(global, Map.of("email", "never@acme.example")), 201)
                .text("id");
        described(operator.get(global), 200);
        described(operator.delete(global + id), 200);
        described(
                operator.post(
                        admin + "agency-assignments/", Map.of("email", "x@acme.example", "workspace_id", workspace)),
                200);
        described(client.get(admin + "workspaces/"), 403);
    }

    @Test
    void systemEndpoints() {
        for (String path : List.of("/healthz", "/readyz", "/.well-known/jwks.json", "/openapi.json")) {
            described(roster.anyone().get(path), 200);
        }
        for (String path : List.of("/metrics", "/openapi.yaml", "/docs", "/docs/swagger-ui.css", "/docs/start.js")) {
            Answer answer = described(roster.anyone().get(path), 200);
            String type = answer.header("Content-Type").orElseThrow().replaceFirst(";.*", "");
            assertThat(description
                            .operation(answer)
                            .at("/responses/200/content")
                            .propertyNames())
                    .as(path)
                    .contains(type);
        }
    }

    private static Answer described(Answer answer, int status) {
        return description.described(answer, status);
    }
}
