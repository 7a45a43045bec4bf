package io.roster.sequence;

import io.roster.failure.Failure;
import java.util.List;

/** What a caller says of a sequence. */
public record SequenceDraft(String name, SequenceStatus status, List<Step> steps, Entry entry) {
    private static final int MAX_NAME = 255;
    private static final int MAX_STEPS = 50;

    public SequenceDraft {
        name = name.strip();
        steps = List.copyOf(steps);
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw Failure.invalid("name", "name must have 1 to %d characters".formatted(MAX_NAME));
        }
        if (steps.size() > MAX_STEPS) {
            throw Failure.invalid("steps", "A sequence has at most %d steps".formatted(MAX_STEPS));
        }
    }
}
