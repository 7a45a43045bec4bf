package io.roster.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final String GLOBAL = "/api/v1/admin/global-suppressions/";

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
    void aSuppressedAddressOrDomainIsRefusedUntilTheSuppressionIsLifted() {
        TestClient workspace = roster.workspace();
        Answer address = workspace
                .post("/api/v1/suppressions/", Map.of("email", "No@Acme.com", "reason", "asked"))
                .expect(201);
        assertThat(address.text("email")).isEqualTo("no@acme.com");
        workspace.post("/api/v1/suppressions/", Map.of("domain", "Beta.com")).expect(201);
        workspace.post(CONTACTS, Map.of("email", "no@acme.com")).expectError(422, "suppressed", "email");
        workspace.post(CONTACTS, Map.of("email", "x@beta.com")).expectError(422, "suppressed", "email");
        workspace.post(CONTACTS, Map.of("email", "x@mail.beta.com")).expectError(422, "suppressed", "email");
        workspace.post(CONTACTS, Map.of("email", "x@notbeta.com")).expect(201);
        Answer bulk = workspace
                .post(CONTACTS + "bulk/", Map.of("contacts", List.of(Map.of("email", "no@acme.com"))))
                .expect(200);
        assertThat(bulk.text("/data/0/error/code")).isEqualTo("suppressed");
        assertThat(workspace.get("/api/v1/companies/?domain=acme.com").data()).isEmpty();
        workspace.delete("/api/v1/suppressions/" + address.text("id") + "/").expect(200);
        workspace.post(CONTACTS, Map.of("email", "no@acme.com")).expect(201);
    }

    @Test
    void aContactThatIsThereMayBeUpdatedThoughItsAddressIsSuppressedSince() {
        TestClient workspace = roster.workspace();
        String id = workspace.post(CONTACTS, Map.of("email", "a@acme.com")).text("id");
        workspace.post("/api/v1/suppressions/", Map.of("email", "a@acme.com")).expect(201);
        workspace.post(CONTACTS, Map.of("email", "a@acme.com")).expect(200);
        workspace.patch(CONTACTS + id + "/", Map.of("city", "Rome")).expect(200);
        String other = workspace.post(CONTACTS, Map.of("email", "b@acme.com")).text("id");
        workspace.post("/api/v1/suppressions/", Map.of("email", "c@acme.com")).expect(201);
        workspace.patch(CONTACTS + other + "/", Map.of("email", "c@acme.com")).expectError(422, "suppressed", "email");
    }

    @Test
    void whatIsSuppressedAlreadyIsAnsweredAsItIsAndAnotherWorkspaceSeesNothingOfIt() {
        TestClient workspace = roster.workspace();
        Answer first = workspace
                .post("/api/v1/suppressions/", Map.of("email", "a@acme.com", "reason", "first"))
                .expect(201);
        Answer second = workspace
                .post("/api/v1/suppressions/", Map.of("email", "A@acme.com", "reason", "second"))
                .expect(200);
        assertThat(second.body()).isEqualTo(first.body());
        TestClient other = roster.workspace();
        assertThat(other.get("/api/v1/suppressions/").data()).isEmpty();
        other.delete("/api/v1/suppressions/" + first.text("id") + "/").expectError(404, "not_found", "nothing");
        other.post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
    }

    @Test
    void suppressionsArePagedAndACursorOpensNothingElse() {
        TestClient workspace = roster.workspace();
        for (int i = 0; i < 5; i++) {
            workspace
                    .post("/api/v1/suppressions/", Map.of("domain", "d" + i + ".com"))
                    .expect(201);
        }
        Answer page = workspace.get("/api/v1/suppressions/?page_size=3").expect(200);
        assertThat(page.data()).hasSize(3);
        String cursor = page.text("/meta/next_cursor");
        Answer rest = workspace
                .get("/api/v1/suppressions/?page_size=3&cursor=" + cursor)
                .expect(200);
        assertThat(rest.data()).hasSize(2);
        assertThat(rest.json().at("/meta/total_count").intValue()).isEqualTo(5);
        workspace.get("/api/v1/companies/?cursor=" + cursor).expectError(400, "validation_error", "cursor");
        roster.workspace().get("/api/v1/suppressions/?cursor=" + cursor).expectError(400, "validation_error", "cursor");
    }

    @Test
    void aGloballySuppressedAddressIsRefusedEverywhere() {
        TestClient operator = roster.operator();
        Answer made = operator.post(GLOBAL, Map.of("email", "Never@acme.com", "reason", "court order"))
                .expect(201);
        operator.post(GLOBAL, Map.of("email", "never@acme.com")).expect(200);
        assertThat(operator.get(GLOBAL).expect(200).data().stream()
                        .map(row -> row.get("email").stringValue()))
                .contains("never@acme.com");
        TestClient workspace = roster.workspace();
        workspace.post(CONTACTS, Map.of("email", "never@acme.com")).expectError(409, "globally_suppressed", "email");
        workspace.get(GLOBAL).expect(403);
        operator.delete(GLOBAL + made.text("id") + "/").expect(200);
        operator.delete(GLOBAL + made.text("id") + "/").expect(404);
        workspace.post(CONTACTS, Map.of("email", "never@acme.com")).expect(201);
    }

    @Test
    void ofAnAgencysClientsOneOwnsAnAddress() throws Exception {
        List<TestClient> clients = agency(4);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            TestClient client = clients.get(i % 4);
            calls.add(() -> client.post(CONTACTS, Map.of("email", "wanted@acme.com")));
        }
        List<Integer> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> future : executor.invokeAll(calls)) {
                statuses.add(future.get().status());
            }
        }
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(9);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(30);
    }

    @Test
    void anAddressStaysWithItsOwnerAfterASoftDeleteAndTheOperatorCanReassignIt() {
        List<TestClient> clients = agency(2);
        String id = clients.get(0)
                .post(CONTACTS, Map.of("email", "a@acme.com"))
                .expect(201)
                .text("id");
        clients.get(0).delete(CONTACTS + id + "/").expect(200);
        clients.get(1)
                .post(CONTACTS, Map.of("email", "a@acme.com"))
                .expectError(409, "assigned_to_other_client", "email");
        String workspaceId =
                clients.get(1).post(CONTACTS, Map.of("email", "b@acme.com")).text("workspace_id");
        roster.operator()
                .post("/api/v1/admin/agency-assignments/", Map.of("email", "A@acme.com", "workspace_id", workspaceId))
                .expect(200);
        clients.get(1).post(CONTACTS, Map.of("email", "a@acme.com")).expect(201);
    }

    @Test
    void anAddressThatAContactGivesUpIsFreeForTheOthers() {
        List<TestClient> clients = agency(2);
        String id =
                clients.get(0).post(CONTACTS, Map.of("email", "old@acme.com")).text("id");
        clients.get(0)
                .patch(CONTACTS + id + "/", Map.of("email", "new@acme.com"))
                .expect(200);
        clients.get(1).post(CONTACTS, Map.of("email", "old@acme.com")).expect(201);
        clients.get(1)
                .post(CONTACTS, Map.of("email", "new@acme.com"))
                .expectError(409, "assigned_to_other_client", "email");
    }

    private static List<TestClient> agency(int clients) {
        TestClient operator = roster.operator();
        String account = operator.post("/api/v1/admin/accounts/", Map.of("name", "Agency", "agency_mode", true))
                .expect(201)
                .text("id");
        List<TestClient> workspaces = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            workspaces.add(roster.key(
                    operator.post("/api/v1/admin/workspaces/", Map.of("name", "Client " + i, "account_id", account))
                            .expect(201)
                            .text("id")));
        }
        return workspaces;
    }
}
