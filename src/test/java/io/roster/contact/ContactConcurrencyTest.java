package io.roster.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestRoster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Many callers at once, through HTTP. */
class ContactConcurrencyTest {
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
    void fiftyTagsAddedAtOnceAllStick() throws Exception {
        TestClient workspace = roster.workspace();
        String path = "/api/v1/contacts/"
                + workspace
                        .post("/api/v1/contacts/", Map.of("email", "a@acme.com"))
                        .text("id") + "/";
        together(
                50,
                i -> workspace
                        .post(path + "tags/", Map.of("add", List.of("tag" + i)))
                        .expect(200));
        assertThat(workspace.get(path).json().get("tags").size()).isEqualTo(50);
    }

    @Test
    void aHundredCreatesOfOneAddressMakeOneContact() throws Exception {
        TestClient workspace = roster.workspace();
        List<Answer> answers = together(
                100, i -> workspace.post("/api/v1/contacts/", Map.of("email", "One@acme.com", "city", "c" + i)));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(99);
        assertThat(answers.stream().map(Answer::body).distinct()).hasSize(1);
        assertThat(workspace
                        .get("/api/v1/contacts/")
                        .json()
                        .at("/meta/total_count")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void contactsOfOneNewCompanyCreatedAtOnceShareIt() throws Exception {
        TestClient workspace = roster.workspace();
        List<Answer> answers = together(
                40,
                i -> workspace
                        .post("/api/v1/contacts/", Map.of("email", "p" + i + "@initech.com"))
                        .expect(201));
        assertThat(answers.stream().map(answer -> answer.text("/company/id")).distinct())
                .hasSize(1);
    }

    @Test
    void patchesOfDifferentFieldsAtOnceAllHold() throws Exception {
        TestClient workspace = roster.workspace();
        String path = "/api/v1/contacts/"
                + workspace
                        .post("/api/v1/contacts/", Map.of("email", "a@acme.com"))
                        .text("id") + "/";
        List<String> fields = List.of("first_name", "last_name", "title", "city", "state", "department", "lead_source");
        together(
                fields.size(),
                i -> workspace.patch(path, Map.of(fields.get(i), "v")).expect(200));
        JsonNode contact = workspace.get(path).json();
        assertThat(fields)
                .allSatisfy(
                        field -> assertThat(contact.get(field).stringValue()).isEqualTo("v"));
    }

    /** PostgreSQL joins a row that it had to wait for with what belonged to the row before. */
    @Test
    void aPatchThatWaitedForAChangeOfTheCompanyLeavesThatAsItIs() throws Exception {
        TestClient workspace = roster.workspace();
        String path = "/api/v1/contacts/"
                + workspace
                        .post("/api/v1/contacts/", Map.of("email", "a@acme.com"))
                        .text("id") + "/";
        for (int round = 0; round < 25; round++) {
            String value = "r" + round;
            together(
                    6,
                    i -> workspace
                            .patch(
                                    path,
                                    i == 2
                                            ? Map.of("company_domain", value + ".com")
                                            : Map.of(i < 2 ? "title" : "city", value))
                            .expect(200));
            assertThat(workspace.get(path).text("/company/domain")).isEqualTo(value + ".com");
        }
    }

    /** Reads of single contacts at the same time share a statement: each has its own, as it was just written. */
    @Test
    void whoeverReadsAContactInACrowdReadsTheirOwnAsTheyHaveLeftIt() throws Exception {
        List<TestClient> workspaces = List.of(roster.workspace(), roster.workspace());
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(i -> workspaces
                        .get(i % 2)
                        .post("/api/v1/contacts/", Map.of("email", "p" + i + "@acme.com"))
                        .text("id"))
                .toList();
        together(40, i -> {
            TestClient mine = workspaces.get(i % 2);
            String path = "/api/v1/contacts/" + ids.get(i) + "/";
            for (int round = 0; round < 20; round++) {
                mine.patch(path, Map.of("city", i + " " + round)).expect(200);
                assertThat(mine.get(path).expect(200).text("city")).isEqualTo(i + " " + round);
                assertThat(mine.get("/v1/contacts/" + ids.get(i).replace("cont_", "ct_"))
                                .expect(200)
                                .text("/data/attributes/email"))
                        .isEqualTo("p" + i + "@acme.com");
                workspaces.get(1 - i % 2).get(path).expect(404);
            }
            return mine.get(path);
        });
    }

    @Test
    void aWalkOfAThousandPagesWhileRowsAreWrittenShowsEachRowOnce() throws Exception {
        TestClient workspace = roster.workspace();
        List<Map<String, String>> rows = IntStream.range(0, 1_000)
                .mapToObj(i -> Map.of("email", "w" + i + "@acme.com"))
                .toList();
        List<String> ids =
                workspace.post("/api/v1/contacts/bulk/", Map.of("contacts", rows)).expect(200).data().stream()
                        .map(row -> row.get("id").stringValue())
                        .toList();
        Map<String, Integer> seen = new HashMap<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = executor.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    workspace
                            .post("/api/v1/contacts/", Map.of("email", "new" + i + "@acme.com"))
                            .expect(201);
                    workspace
                            .patch("/api/v1/contacts/" + ids.get(i * 3) + "/", Map.of("city", "c" + i))
                            .expect(200);
                    workspace
                            .delete("/api/v1/contacts/" + ids.get(i * 3 + 1) + "/")
                            .expect(200);
                }
            });
            String cursor = "";
            do {
                Answer page = workspace.get("/api/v1/contacts/?page_size=1&include_total=false&" + cursor);
                page.expect(200).data().forEach(row -> seen.merge(row.get("id").stringValue(), 1, Integer::sum));
                JsonNode next = page.json().at("/meta/next_cursor");
                cursor = next.isNull() ? "" : "cursor=" + next.stringValue();
            } while (!cursor.isEmpty());
            writer.get();
        }
        assertThat(seen.values()).containsOnly(1);
        assertThat(seen.keySet()).containsAll(ids);
    }

    private interface Work {
        Answer run(int i) throws Exception;
    }

    private static List<Answer> together(int times, Work work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> calls = new ArrayList<>();
            IntStream.range(0, times).forEach(i -> calls.add(() -> work.run(i)));
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : executor.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
