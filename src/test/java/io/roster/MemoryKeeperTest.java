package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryKeeperTest {
    private static final long MEBIBYTE = 1 << 20;

    private long old;
    private long afterwards;
    private long nanos;
    private long worked;
    private int collections;
    private long waited;
    private final MemoryKeeper keeper = new MemoryKeeper(
            () -> old,
            () -> {
                collections++;
                old = afterwards;
                worked += 100;
                nanos += 100 + waited;
            },
            () -> worked,
            () -> nanos);

    @Test
    void underLoadAnOldGenerationOfUsualSizeIsLeftAlone() {
        underLoad(128, 0);
        assertThat(collections).isZero();
    }

    @Test
    void underLoadItIsCollectedEachTimeThatItHasGrown() {
        underLoad(1_000, 60);
        underLoad(129, 60);
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void underLoadWhereMuchIsNeededItIsNotCollectedAgainBeforeItIsHalfAsMuchAgain() {
        underLoad(1_000, 400);
        underLoad(600, 400);
        assertThat(collections).isEqualTo(1);
        underLoad(601, 100);
        underLoad(151, 100);
        assertThat(collections).isEqualTo(3);
    }

    @Test
    void atRestItIsCollectedWhenAQuarterIsToBeHad() {
        atRest(24, 20);
        assertThat(collections).isZero();
        atRest(25, 20);
        assertThat(collections).isEqualTo(1);
        atRest(44, 20);
        assertThat(collections).isEqualTo(1);
        atRest(45, 400);
        assertThat(collections).isEqualTo(2);
        atRest(500, 400);
        assertThat(collections).isEqualTo(2);
        atRest(501, 400);
        assertThat(collections).isEqualTo(3);
    }

    @Test
    void aTenthOfAProcessorIsLoad() {
        nanos += 10_000;
        worked += 1_000;
        look(128, 20);
        assertThat(collections).isZero();
        nanos += 10_000;
        worked += 999;
        look(128, 20);
        assertThat(collections).isEqualTo(1);
    }

    @Test
    void underLoadACollectionIsFollowedByABreakOfFiftyTimesItsTime() {
        underLoad(1_000, 100);
        nanos += 4_999;
        worked += 4_999;
        look(1_000, 100);
        assertThat(collections).isEqualTo(1);
        nanos += 1;
        worked += 1;
        look(1_000, 100);
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void thatACollectionWaitsForAProcessorMakesItsBreakNoLonger() {
        waited = 100_000;
        underLoad(1_000, 100);
        underLoad(1_000, 100);
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void atRestTheBreakIsFiveTimesItsTime() {
        underLoad(1_000, 100);
        nanos += 499;
        look(1_000, 100);
        assertThat(collections).isEqualTo(1);
        nanos += 1;
        look(1_000, 100);
        assertThat(collections).isEqualTo(2);
    }

    /** After a break, when both processors have worked all the time. */
    private void underLoad(long before, long after) {
        nanos += 10_000;
        worked += 20_000;
        look(before, after);
    }

    private void atRest(long before, long after) {
        nanos += 10_000;
        look(before, after);
    }

    private void look(long before, long after) {
        old = before * MEBIBYTE;
        afterwards = after * MEBIBYTE;
        keeper.look();
    }
}
