package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.access.Scope;
import io.roster.api.http.Access;
import io.roster.api.http.Route;
import io.roster.importing.Form;
import io.roster.testkit.Answer;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two workspaces, one of which has one of everything; the other calls every route of the table with the first one's ids,
 * and with ids of nothing. It must not be able to tell them apart. A new resource joins with one line in {@link #BODIES}.
 */
@TakesLong
class WorkspaceIsolationTest {
    /** In every text that the first workspace stores. */
    private static final String SECRET = "zebrafinch";

    private static final String COMPANY = "/api/v1/companies";

    /** What creates one resource of a collection; {@code %s} makes it different each time. Collections are made in this order. */
    private static final Map<String, String> BODIES = new LinkedHashMap<>();

    static {
        BODIES.put("/api/v1/companies", "{'name':'%s','domain':'%s.com'}");
        BODIES.put("/api/v1/contacts", "{'email':'a@%s.com','first_name':'%s','tags':['%s']}");
        BODIES.put("/v1/contacts", "{'email':'b@%s.com','first_name':'%s','tags':['%s']}");
        BODIES.put("/api/v1/custom-fields", "{'name':'%s','display_label':'%s','field_type':'string'}");
        BODIES.put(
                "/api/v1/segments",
                "{'name':'%s','filters':[{'field':'first_name','op':'eq','value':'%s'}],'filters_logic':'AND'}");
        BODIES.put("/api/v1/webhooks", "{'url':'https://%s.example.com/','events':['contact.created']}");
        BODIES.put("/api/v1/field-mappings", "{'name':'%s','columns':{'%s':'email'}}");
        BODIES.put("/api/v1/sequences", "{'name':'%s','status':'active'}");
        BODIES.put("/api/v1/suppressions", "{'email':'s@%s.com','reason':'manual'}");
    }

    /** The fields and parameters, of any route, that take an id. */
    private static final List<String> REFERENCES = List.of(
            "id",
            "contact_id",
            "contact_ids",
            "duplicate_ids",
            "company_id",
            "segment_id",
            "custom_field_id",
            "sequence_id",
            "field_mapping_id",
            "webhook_id");

    private static TestRoster roster;
    private static TestClient owner;
    private static TestClient stranger;
    private static final Map<String, String> OWNED = new TreeMap<>();
    private static int made;

    @BeforeAll
    static void start() {
        roster = TestRoster.start();
        String[] all = Arrays.stream(Scope.values()).map(Scope::wire).toArray(String[]::new);
        owner = roster.workspace(all);
        stranger = roster.workspace(all);
        for (Map.Entry<String, String> one : BODIES.entrySet()) {
            if (has("POST", one.getKey())) {
                OWNED.put(
                        one.getKey(),
                        id(owner.post(one.getKey(), body(one.getKey(), SECRET)).expect(201)));
                stranger.post(one.getKey(), body(one.getKey(), fresh())).expect(201);
            }
        }
        Answer contact = owner.get("/api/v1/contacts/" + OWNED.get("/api/v1/contacts"));
        OWNED.put(COMPANY, contact.text("/company/id"));
        OWNED.put(
                "/api/v1/enrollments",
                owner.post(
                                "/api/v1/sequences/" + OWNED.get("/api/v1/sequences") + "/enroll",
                                Map.of("contact_ids", List.of(OWNED.get("/api/v1/contacts"))))
                        .expect(200)
                        .text("/data/0/enrollment_id"));
        OWNED.put(
                "/api/v1/recomputes",
                owner.put("/api/v1/icp-model", "{\"tiers\":[]}").expect(202).text("id"));
        String rows = "email,first_name\nc@%s.com,%s\nnobody,%s\n".replace("%s", SECRET);
        OWNED.put("/api/v1/imports", Form.file(rows).run(owner).get("id").stringValue());
    }

    @AfterAll
    static void stop() {
        roster.close();
    }

    @Test
    void anIdInThePathIsAnsweredAsOneThatDoesNotExist() {
        for (Route route : routes()) {
            if (!route.path().contains("{")) {
                continue;
            }
            String owned = owned(route);
            String body = body(collection(route), fresh());
            Answer theirs = call(route, owned, "", body);
            Answer nobodys = call(route, ofNothing(owned), "", body);
            assertThat(shape(theirs)).as(route.method() + " " + route.path()).isEqualTo(shape(nobodys));
            assertSecretKept(theirs);
        }
    }

    @Test
    void anIdInTheQueryOrTheBodyIsAnsweredAsOneThatDoesNotExist() {
        for (Route route : routes()) {
            for (String reference : REFERENCES) {
                OWNED.forEach((collection, owned) -> {
                    if (takes(reference, collection)) {
                        assertSame(route, reference, owned);
                    }
                });
            }
        }
    }

    /** Whether it takes an id of this kind: one of another kind is nothing to it, whosever it is. */
    private static boolean takes(String reference, String collection) {
        String kind = reference
                .replaceFirst("_?ids?$", "")
                .replace("duplicate", "contact")
                .replaceFirst("y$", "ies")
                .replace('_', '-');
        return collection.substring(collection.lastIndexOf('/') + 1).startsWith(kind);
    }

    private static void assertSame(Route route, String reference, String owned) {
        String nothing = ofNothing(owned);
        String own = nothing.substring(0, nothing.indexOf('_')) + "_0000000000000000000002";
        boolean writes = !route.method().equals("GET");
        Answer theirs = writes
                ? call(route, own, "", with(body(collection(route), fresh()), reference, owned))
                : call(route, own, "?" + reference + "=" + owned, "");
        Answer nobodys = writes
                ? call(route, own, "", with(body(collection(route), fresh()), reference, nothing))
                : call(route, own, "?" + reference + "=" + nothing, "");
        assertThat(shape(theirs))
                .as("%s %s with %s=%s", route.method(), route.path(), reference, owned)
                .isEqualTo(shape(nobodys));
        assertSecretKept(theirs);
    }

    @Test
    void nothingThatCanBeReadOrSearchedTellsOfAnotherWorkspace() {
        for (Route route : routes()) {
            if (!route.path().contains("{")) {
                assertSecretKept(call(route, "", "", route.method().equals("GET") ? "" : "{}"));
                assertSecretKept(call(route, "", "?search=" + SECRET, "{\"search\":\"" + SECRET + "\"}"));
            }
        }
        String search = "{'filters':[{'field':'first_name','op':'contains','value':'zebra'}],'filters_logic':'AND'}";
        Answer found = stranger.post("/api/v1/contacts/search", search.replace('\'', '"'))
                .expect(200);
        assertThat(found.data()).isEmpty();
        assertThat(owner.post("/api/v1/contacts/search", search.replace('\'', '"'))
                        .data())
                .isNotEmpty();
        String counts = "{\"aggregations\":[{\"field\":\"first_name\",\"limit\":1000}]}";
        assertSecretKept(stranger.post("/api/v1/contacts/aggregate", counts).expect(200));
        assertThat(owner.post("/api/v1/contacts/aggregate", counts).body()).containsIgnoringCase("zebra");
    }

    @Test
    void aCursorOfAnotherWorkspaceIsNoCursor() {
        owner.post("/api/v1/contacts", Map.of("email", "second@" + SECRET + ".com"));
        String cursor = owner.get("/api/v1/contacts?page_size=1").text("/meta/next_cursor");
        stranger.get("/api/v1/contacts?page_size=1&cursor=" + cursor).expectError(400, "validation_error", "cursor");
    }

    @Test
    void whateverTheStrangerTriesTheOwnersDataStaysAsItIs() {
        Map<String, String> before = read();
        for (Route route : routes()) {
            if (route.path().contains("{") && !route.method().equals("GET")) {
                call(route, owned(route), "", body(collection(route), fresh()));
                call(route, owned(route), "", "{}");
            }
        }
        assertThat(read()).isEqualTo(before);
    }

    private static Map<String, String> read() {
        Map<String, String> all = new TreeMap<>();
        OWNED.forEach((collection, id) -> {
            if (has("GET", collection + "/{id}")) {
                all.put(
                        collection,
                        owner.get(collection + "/" + id).expect(200).body().replaceAll("\"req_\\w+\"", ""));
            }
        });
        return all;
    }

    private static List<Route> routes() {
        return roster.routes().stream()
                .filter(route -> route.access() instanceof Access.Scoped || route.access() instanceof Access.Either)
                .toList();
    }

    private static boolean has(String method, String path) {
        return roster.routes().stream()
                .anyMatch(route -> route.method().equals(method) && route.path().equals(path));
    }

    /** The path up to its first parameter. */
    private static String collection(Route route) {
        return route.path().replaceFirst("/\\{.*", "");
    }

    private static String owned(Route route) {
        String id = OWNED.getOrDefault(collection(route), "");
        assertThat(id)
                .as("%s: this test has nothing to put there; teach it in BODIES", route.path())
                .isNotEmpty();
        return id;
    }

    private static Answer call(Route route, String id, String query, String body) {
        String path = route.path().replaceAll("\\{[^}]+}", id) + query;
        return route.method().equals("GET") ? stranger.get(path) : stranger.sendJson(route.method(), path, body);
    }

    private static String id(Answer created) {
        return created.json().has("data") ? created.text("/data/id") : created.text("id");
    }

    /** The id of nothing, of the same kind. */
    private static String ofNothing(String id) {
        return id.substring(0, id.indexOf('_')) + "_0000000000000000000001";
    }

    private static String fresh() {
        return "ours" + ++made;
    }

    private static String body(String collection, String text) {
        return BODIES.getOrDefault(collection, "{}").replace("%s", text).replace('\'', '"');
    }

    private static String with(String body, String name, String id) {
        String value = name.endsWith("s") ? "[\"" + id + "\"]" : "\"" + id + "\"";
        String rest = body.substring(1);
        return "{\"" + name + "\":" + value + (rest.equals("}") ? "" : ",") + rest;
    }

    /** What an answer is but for ids, times and the texts that differ from call to call. */
    private static String shape(Answer answer) {
        return answer.status() + " "
                + answer.body()
                        .replaceAll("whsec_[0-9A-Za-z+/=]+", "SECRET")
                        .replaceAll("\\b[a-z]+_[0-9A-Za-z]{22}\\b", "ID")
                        .replaceAll("ours\\d+", "TEXT")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                        .replaceAll("\"(total_count|member_count)\":\\d+", "COUNT")
                        .replaceAll("\"next_cursor\":\"[^\"]+\"", "CURSOR");
    }

    private static void assertSecretKept(Answer answer) {
        List<String> told = new ArrayList<>(List.of(answer.body()));
        answer.headers().map().values().forEach(told::addAll);
        assertThat(told)
                .as(answer.request())
                .allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
        assertThat(answer.status()).as(answer.request()).isNotEqualTo(500);
    }
}
