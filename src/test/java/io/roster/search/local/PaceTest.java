package io.roster.search.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int MUCH = 500;

    private final Pace pace = new Pace();

    @Test
    void whatIsWrittenNowAndThenIsTakenInAtOnce() {
        pace.took(MUCH - 1);
        pace.took(MUCH);
        assertThat(pace.isToWait(1)).isFalse();
    }

    @Test
    void whatIsWrittenInMassesWaitsUntilThereIsLessOfIt() {
        pace.took(MUCH);
        pace.took(MUCH);
        assertThat(pace.isToWait(1)).isTrue();
        pace.took(1);
        assertThat(pace.isToWait(2)).isFalse();
    }
}
