package io.roster.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roster.failure.Refusal;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By squares of numbers, which the database works out: there are none of negative ones, and 13 is bad luck. */
@Timeout(60)
class SharedReadsTest {
    private final TestDatabase test = TestPostgres.emptyDatabase();
    private final Database database = new Database(test.address(), 4);
    private final SharedReads<Integer, Integer> reads = new SharedReads<>(database, this::squares);
    private final List<Set<Integer>> statements = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @AfterEach
    void close() {
        threads.close();
        database.close();
        test.close();
    }

    @BeforeEach
    void fillThePool() {
        assertThat(reads.find(2)).contains(4);
        statements.clear();
    }

    private Map<Integer, Integer> squares(Tx tx, Set<Integer> numbers) {
        statements.add(numbers);
        await(gate);
        Map<Integer, Integer> squares = new HashMap<>();
        tx.sql("select n, n * n / (n - 13) * (n - 13) + n * n % (n - 13) from unnest(?) as n where n >= 0")
                .array("int", numbers)
                .list(row -> squares.put(row.integer(), row.integer()));
        return squares;
    }

    @Test
    void whoAsksAloneIsAnsweredByAStatementOfTheirOwn() {
        assertThat(reads.find(3)).contains(9);
        assertThat(reads.find(-3)).isEmpty();
        assertThat(statements).containsExactly(Set.of(3), Set.of(-3));
    }

    @Test
    void thoseWhoAskWhileTwoAreReadAreReadTogether() throws Exception {
        List<Future<Optional<Integer>>> answers = twoThatAreRead();
        IntStream.of(4, 5, -6, 4).forEach(n -> answers.add(ask(n)));
        Thread.sleep(100);
        assertThat(statements).hasSize(2);
        gate.countDown();
        List<Optional<Integer>> squares = new ArrayList<>();
        for (Future<Optional<Integer>> answer : answers) {
            squares.add(answer.get());
        }
        assertThat(squares)
                .containsExactly(
                        Optional.of(1),
                        Optional.of(4),
                        Optional.of(16),
                        Optional.of(25),
                        Optional.empty(),
                        Optional.of(16));
        assertThat(statements).hasSize(3).last().isEqualTo(Set.of(4, 5, -6));
    }

    @Test
    void aCrowdIsReadByStatementsOfThirtyTwo() throws Exception {
        List<Future<Optional<Integer>>> answers = twoThatAreRead();
        IntStream.range(100, 200).forEach(n -> answers.add(ask(n)));
        Thread.sleep(200);
        gate.countDown();
        for (int i = 2; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).contains((98 + i) * (98 + i));
        }
        assertThat(statements.stream().skip(2).map(Set::size)).containsExactlyInAnyOrder(32, 32, 32, 4);
    }

    @Test
    void whatFailsForOneRowFailsForNobodyElse() throws Exception {
        List<Future<Optional<Integer>>> answers = twoThatAreRead();
        IntStream.of(12, 13, 14).forEach(n -> answers.add(ask(n)));
        Thread.sleep(100);
        gate.countDown();
        assertThat(answers.get(2).get()).contains(144);
        assertThat(answers.get(4).get()).contains(196);
        assertThatThrownBy(() -> answers.get(3).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DatabaseException.class);
        assertThat(reads.find(15)).contains(225);
    }

    @Test
    void whoWaitsForTooLongIsToldSoWithinFiveSeconds() throws Exception {
        List<Future<Optional<Integer>>> stuck = twoThatAreRead();
        long begun = System.nanoTime();
        assertThatThrownBy(() -> reads.find(4)).isInstanceOf(Refusal.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        gate.countDown();
        assertThat(stuck.get(0).get()).contains(1);
        assertThat(stuck.get(1).get()).contains(4);
        assertThat(reads.find(4)).contains(16);
    }

    @Test
    void withoutADatabaseAllWhoWaitAreToldSo() {
        database.close();
        List<Future<Optional<Integer>>> answers =
                IntStream.range(0, 50).mapToObj(this::ask).toList();
        for (Future<Optional<Integer>> answer : answers) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(Refusal.class);
        }
    }

    /** Until the gate opens. */
    private List<Future<Optional<Integer>>> twoThatAreRead() throws InterruptedException {
        gate = new CountDownLatch(1);
        List<Future<Optional<Integer>>> answers = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            answers.add(ask(number));
            while (statements.size() < number) {
                Thread.sleep(5);
            }
        }
        return answers;
    }

    private Future<Optional<Integer>> ask(int number) {
        return threads.submit(() -> reads.find(number));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
