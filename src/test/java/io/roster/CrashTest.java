package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.testkit.Answer;
import io.roster.testkit.ChildJvm;
import io.roster.testkit.ChildRoster;
import io.roster.testkit.TakesLong;
import io.roster.testkit.TestClient;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program in a process of its own, with its embedded database, killed while it is written to. */
@Timeout(180)
@TakesLong
class CrashTest {
    @TempDir
    Path home;

    @Test
    void killedAndStartedAgainItHasEveryAcknowledgedWriteAndLeavesNoOrphan() throws Exception {
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<ProcessHandle> processes;
        TestClient workspace;
        try (ChildRoster server = ChildRoster.embedded(home)) {
            workspace = server.workspace();
            processes = new ArrayList<>(server.descendants());
            writeUntilKilled(workspace, acknowledged, server);
        }
        try (ChildRoster server = ChildRoster.embedded(home)) {
            TestClient again = workspace.at(server.url());
            assertThat(processes).isNotEmpty().allSatisfy(CrashTest::ends);
            assertThat(acknowledged).hasSizeGreaterThan(50).allSatisfy(email -> {
                Answer found = again.get("/api/v1/contacts/?email=" + email).expect(200);
                assertThat(found.data()).hasSize(1);
            });
            List<ProcessHandle> left = new ArrayList<>(server.descendants());
            assertThat(server.terminate(Duration.ofSeconds(20))).isZero();
            assertThat(left).isNotEmpty().allSatisfy(CrashTest::ends);
        }
    }

    @Test
    void aSecondServerOnTheSameHomeRefusesToStart() throws Exception {
        try (ChildRoster first = ChildRoster.embedded(home)) {
            assertThat(first.url()).isNotNull();
            try (ChildJvm second = ChildRoster.embeddedProcess(home)) {
                assertThat(second.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            }
        }
    }

    private static void writeUntilKilled(
            TestClient workspace, ConcurrentLinkedQueue<String> acknowledged, ChildRoster server) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String name = "w" + writer;
                writers.add(executor.submit(() -> write(name, workspace, acknowledged)));
            }
            while (acknowledged.size() <= 100) {
                Thread.sleep(20);
            }
            server.kill();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
    }

    private static void write(String name, TestClient workspace, ConcurrentLinkedQueue<String> acknowledged) {
        for (int i = 0; i < 100_000; i++) {
            String email = "%s-%d@acme.com".formatted(name, i);
            try {
                workspace.post("/api/v1/contacts/", Map.of("email", email)).expect(201);
            } catch (UncheckedIOException e) {
                return; // killed
            }
            acknowledged.add(email);
        }
    }

    private static void ends(ProcessHandle process) throws Exception {
        process.onExit().get(10, TimeUnit.SECONDS);
    }
}
