package io.roster.contact;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Counts the rows that were taken in, by the way they came and by what became of them. */
final class IntakeMeter {
    private static final String REJECTED = "rejected";
    private static final List<String> OUTCOMES = List.of("created", "updated", "unchanged", "skipped", REJECTED);

    private record Series(IntakeWay way, String outcome) {}

    private final Map<Series, Counter> counters = new HashMap<>();

    /** All series are there from the start, so that a rate has something to begin from. */
    IntakeMeter(MeterRegistry registry) {
        for (IntakeWay way : IntakeWay.values()) {
            for (String outcome : OUTCOMES) {
                counters.put(
                        new Series(way, outcome),
                        Counter.builder("roster.intake.rows")
                                .description("Contacts given to be taken in, by what became of them")
                                .tags("source", way.label(), "outcome", outcome)
                                .register(registry));
            }
        }
    }

    void count(IntakeWay way, List<IntakeOutcome> outcomes) {
        outcomes.stream()
                .collect(Collectors.groupingBy(IntakeMeter::label, Collectors.summingDouble(outcome -> 1)))
                .forEach((outcome, rows) -> count(way, outcome, rows));
    }

    void rejected(IntakeWay way, int rows) {
        count(way, REJECTED, rows);
    }

    private void count(IntakeWay way, String outcome, double rows) {
        Objects.requireNonNull(counters.get(new Series(way, outcome))).increment(rows);
    }

    private static String label(IntakeOutcome outcome) {
        return switch (outcome) {
            case IntakeOutcome.Created _ -> "created";
            case IntakeOutcome.Updated _ -> "updated";
            case IntakeOutcome.Unchanged _ -> "unchanged";
            case IntakeOutcome.Skipped _ -> "skipped";
            case IntakeOutcome.Rejected _ -> REJECTED;
        };
    }
}
