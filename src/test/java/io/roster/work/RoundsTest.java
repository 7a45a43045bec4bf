package io.roster.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RoundsTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final AtomicInteger count = new AtomicInteger();

    @Test
    void roundsAreMadeAgainAfterARest() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        try (Rounds _ = Rounds.start("test", SOON, times(NEVER, NEVER, NEVER), () -> {
            three.countDown();
            return false;
        })) {
            three.await();
        }
    }

    @Test
    void whatLeavesMoreToDoRestsForABreathOnly() throws Exception {
        CountDownLatch rested = new CountDownLatch(1);
        try (Rounds _ = Rounds.start("test", NEVER, times(SOON, NEVER, NEVER), () -> {
            boolean isMore = count.incrementAndGet() < 5;
            if (!isMore) {
                rested.countDown();
            }
            return isMore;
        })) {
            rested.await();
            Thread.sleep(50);
            assertThat(count).hasValue(5);
        }
    }

    @Test
    void aRoundThatFailsIsMadeUpForLater() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (Rounds _ = Rounds.start("test", SOON, times(NEVER, SOON, NEVER), () -> {
            switch (count.incrementAndGet()) {
                case 1 -> throw new IOException("the disk");
                case 2 -> throw new IllegalStateException("a fault");
                case 3 -> throw Failure.notFound("The database");
                default -> done.countDown();
            }
            return false;
        })) {
            done.await();
        }
    }

    @Test
    void afterAFaultTheRestIsLonger() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (Rounds _ = Rounds.start("test", SOON, times(SOON, NEVER, NEVER), () -> {
            count.incrementAndGet();
            failed.countDown();
            throw new IllegalStateException("a fault");
        })) {
            failed.await();
            Thread.sleep(50);
            assertThat(count).hasValue(1);
        }
    }

    @Test
    void closingWaitsForTheRoundAndMakesNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean isDone = new AtomicBoolean();
        Rounds rounds = Rounds.start("test", SOON, times(SOON, SOON, NEVER), () -> {
            count.incrementAndGet();
            begun.countDown();
            Thread.sleep(100);
            isDone.set(true);
            return true;
        });
        begun.await();
        rounds.close();
        assertThat(isDone).isTrue();
        assertThat(count).hasValue(1);
    }

    @Test
    void aRoundThatWouldNotEndIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Rounds rounds = Rounds.start("test", SOON, times(SOON, SOON, SOON), () -> {
            begun.countDown();
            try {
                Thread.sleep(NEVER);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return false;
        });
        begun.await();
        rounds.close();
        interrupted.await();
    }

    private static Rounds.Times times(Duration breath, Duration afterFault, Duration patience) {
        return new Rounds.Times(breath, afterFault, patience);
    }
}
