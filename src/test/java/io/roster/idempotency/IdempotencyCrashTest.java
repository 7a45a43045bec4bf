package io.roster.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.ChildRoster;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestProxy;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server in a process of its own, killed between the commits of twenty requests and their answers: five at a time, each
 * held at the moment when the database has committed and the server has not heard of it.
 */
@Timeout(120)
@TakesLong
class IdempotencyCrashTest {
    private static final String CONTACTS = "/api/v1/contacts/";
    private static final int AT_A_TIME = 5; // no more than may use the database at the same time
    private static final int KILLS = 4;

    @TempDir
    Path home;

    @Test
    void aRetryAfterAKillBetweenCommitAndAnswerFindsTheOneEffectTwentyTimes() throws Exception {
        try (TestDatabase database = TestPostgres.database();
                TestProxy proxy = new TestProxy(port(database.url()))) {
            String url = database.url().replace(":" + port(database.url()) + "/", ":" + proxy.port() + "/");
            List<TestClient> workspaces = new ArrayList<>();
            for (int round = 0; round < KILLS; round++) {
                try (ChildRoster server = ChildRoster.on(url, home)) {
                    while (workspaces.size() < AT_A_TIME) {
                        workspaces.add(server.workspace());
                    }
                    workspaces.replaceAll(workspace -> workspace.at(server.url()));
                    killWithAnswersHeld(workspaces, server, proxy, round);
                }
                proxy.holdNothing();
                proxy.cut();
            }
            try (ChildRoster server = ChildRoster.on(url, home)) {
                workspaces.forEach(workspace -> retryAll(workspace.at(server.url())));
            }
        }
    }

    /** Each in a workspace of its own: in one, two of them may count the contacts in one row, and wait for each other. */
    private static void killWithAnswersHeld(List<TestClient> workspaces, ChildRoster server, TestProxy proxy, int round)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = proxy.holdCommitsOf("crash-key-", AT_A_TIME);
            List<Future<Boolean>> requests = new ArrayList<>();
            for (TestClient workspace : workspaces) {
                requests.add(threads.submit(() -> isAnswered(workspace, round)));
            }
            assertThat(held.await(30, TimeUnit.SECONDS)).as("all committed").isTrue();
            server.kill();
            for (Future<Boolean> request : requests) {
                assertThat(request.get()).isFalse();
            }
        }
    }

    private static void retryAll(TestClient workspace) {
        for (int round = 0; round < KILLS; round++) {
            Answer retried = post(workspace, round).expect(201);
            assertThat(retried.header("Idempotency-Replayed")).contains("true");
            workspace.get(CONTACTS + retried.text("id") + "/").expect(200);
        }
        assertThat(workspace.get(CONTACTS).data()).hasSize(KILLS);
    }

    private static boolean isAnswered(TestClient workspace, int round) {
        try {
            post(workspace, round);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static Answer post(TestClient workspace, int round) {
        return workspace
                .with("Idempotency-Key", "crash-key-" + round)
                .post(CONTACTS, Map.of("email", "crash%d@company%d.com".formatted(round, round)));
    }

    private static int port(String jdbcUrl) {
        return URI.create(jdbcUrl.replaceFirst("^jdbc:", "")).getPort();
    }
}
