package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryKeeperTest {
    private static final long MEBIBYTE = 1 << 20;

    private long heap;
    private long afterwards;
    private long nanos;
    private int collections;
    private final MemoryKeeper keeper = new MemoryKeeper(
            () -> heap,
            () -> {
                collections++;
                heap = afterwards;
                nanos += 100;
            },
            () -> nanos);

    @Test
    void aHeapOfUsualSizeIsLeftAlone() {
        look(192, 0);
        assertThat(collections).isZero();
    }

    @Test
    void aHeapThatHasGrownIsCollectedEachTime() {
        look(1_000, 100);
        look(1_000, 100);
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void whereMuchIsNeededItIsNotCollectedAgainBeforeItIsTwiceThat() {
        look(1_000, 400);
        look(800, 400);
        assertThat(collections).isEqualTo(1);
        look(801, 100);
        look(201, 100);
        assertThat(collections).isEqualTo(3);
    }

    @Test
    void aCollectionIsFollowedByARestOfFiftyTimesItsTime() {
        look(1_000, 100);
        nanos += 4_999;
        collectable(1_000, 100);
        assertThat(collections).isEqualTo(1);
        nanos += 1;
        collectable(1_000, 100);
        assertThat(collections).isEqualTo(2);
    }

    /** When it has rested. */
    private void look(long before, long after) {
        nanos += 5_000;
        collectable(before, after);
    }

    private void collectable(long before, long after) {
        heap = before * MEBIBYTE;
        afterwards = after * MEBIBYTE;
        keeper.look();
    }
}
