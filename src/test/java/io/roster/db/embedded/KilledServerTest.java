package io.roster.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.db.Database;
import io.roster.db.Row;
import io.roster.failure.Failure;
import io.roster.failure.Refusal;
import io.roster.testkit.ChildJvm;
import io.roster.testkit.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerTest {
    @TempDir
    private static Path home;

    @BeforeAll
    static void lendPrograms() throws IOException {
        TestPostgres.lendPrograms(home);
    }

    @Test
    void nothingOfPostgresIsLeftAndNothingCommittedIsLost() throws Exception {
        try (ChildJvm server = ChildJvm.start(CommittingServer.class, home.toString(), "1000000")) {
            List<String> committed = read(server, 200);
            List<ProcessHandle> processes = server.descendants();
            assertThat(processes).hasSizeGreaterThan(3);
            committed.addAll(server.kill());
            long until = System.nanoTime() + 10_000_000_000L;
            while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(kept(1_000_000)).containsAll(numbers(committed));
        }
    }

    @Test
    void theNextStartNeedNotWait() throws Exception {
        try (ChildJvm server = ChildJvm.start(CommittingServer.class, home.toString(), "2000000")) {
            List<String> committed = read(server, 200);
            committed.addAll(server.kill());
            assertThat(kept(2_000_000)).containsAll(numbers(committed));
        }
    }

    @Test
    void evenWhenItsWatcherIsKilledTooThePostgresLeftBehindIsEndedFirst() throws Exception {
        try (ChildJvm server = ChildJvm.start(CommittingServer.class, home.toString(), "3000000")) {
            List<String> committed = read(server, 200);
            for (ProcessHandle process : server.descendants()) {
                if (!isPostgres(process)) {
                    process.destroyForcibly();
                }
            }
            committed.addAll(server.kill());
            assertThat(kept(3_000_000)).containsAll(numbers(committed));
        }
    }

    @Test
    void aPostgresThatDiesComesBackOnTheSamePort() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 2)) {
            database.write(tx -> tx.sql("create table if not exists kept (n int primary key)")
                    .update());
            database.write(tx ->
                    tx.sql("insert into kept values (1) on conflict do nothing").update());
            String started = startTime(database);
            ProcessHandle.of(mainProcess()).orElseThrow().destroyForcibly();
            long until = System.nanoTime() + 20_000_000_000L;
            while (List.of(started, "").contains(startTime(database)) && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            assertThat(startTime(database)).isNotIn(started, "");
            assertThat(database.<List<Integer>>read(
                            tx -> tx.sql("select n from kept where n = 1").list(Row::integer)))
                    .containsExactly(1);
        }
    }

    /** Of PostgreSQL's main process; empty while it is away, which must be told as just that. */
    private static String startTime(Database database) {
        try {
            return database.read(
                    tx -> tx.sql("select pg_postmaster_start_time()::text").one(Row::text));
        } catch (Refusal e) {
            assertThat(e.failure()).isInstanceOf(Failure.Unavailable.class);
            return "";
        }
    }

    private static long mainProcess() throws IOException {
        return Long.parseLong(
                Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst());
    }

    private static boolean isPostgres(ProcessHandle process) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/comm")).startsWith("postgres");
        } catch (NoSuchFileException e) {
            return true; // one of its own that has ended since; the watcher does not end by itself
        }
    }

    private static List<String> read(ChildJvm server, int lines) throws IOException {
        List<String> read = new ArrayList<>();
        while (read.size() < lines) {
            read.add(server.line());
        }
        return read;
    }

    private static List<Integer> kept(int from) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
                Database database = new Database(postgres.address(), 1)) {
            return database.read(tx -> tx.sql("select n from kept where n between ? and ? + 999999")
                    .bind(from)
                    .bind(from)
                    .list(Row::integer));
        }
    }

    /** The last line may have been cut off by the kill. */
    private static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.length() == 7)
                .map(Integer::valueOf)
                .toList();
    }
}
