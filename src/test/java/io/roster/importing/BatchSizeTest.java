package io.roster.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
    private final BatchSize size = new BatchSize();

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 1_000, 10_000, 100_000})
    void progressMovesOnceASecondFromTheFirstBatchOnHoweverFastRowsAreApplied(int rowsASecond) {
        for (int i = 0; i < 20; i++) {
            assertThat(seconds(rowsASecond)).isLessThanOrEqualTo(1);
            size.took(Duration.ofNanos((long) (seconds(rowsASecond) * 1e9)));
        }
    }

    @Test
    void aDatabaseThatBecomesSlowHoldsProgressUpForOneBatchOnly() {
        for (int i = 0; i < 10; i++) {
            size.took(Duration.ofMillis(1));
        }
        assertThat(size.rows()).isEqualTo(BatchSize.LARGEST);
        size.took(Duration.ofSeconds(10));
        assertThat(seconds(100)).isLessThanOrEqualTo(1);
        size.took(Duration.ofDays(1));
        assertThat(size.rows()).isEqualTo(BatchSize.SMALLEST);
    }

    private double seconds(int rowsASecond) {
        return (double) size.rows() / rowsASecond;
    }
}
