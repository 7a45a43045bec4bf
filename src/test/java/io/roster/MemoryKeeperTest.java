package io.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryKeeperTest {
    private static final long MEBIBYTE = 1 << 20;

    private long heap;
    private long afterwards;
    private int collections;
    private final MemoryKeeper keeper = new MemoryKeeper(() -> heap, () -> {
        collections++;
        heap = afterwards;
    });

    @Test
    void aHeapOfUsualSizeIsLeftAlone() {
        look(256, 0);
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
        look(257, 100);
        assertThat(collections).isEqualTo(3);
    }

    private void look(long before, long after) {
        heap = before * MEBIBYTE;
        afterwards = after * MEBIBYTE;
        keeper.look();
    }
}
