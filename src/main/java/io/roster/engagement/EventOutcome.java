package io.roster.engagement;

import io.roster.failure.Failure;
import java.util.UUID;

/** What became of one event that the engine told of. */
public sealed interface EventOutcome {
    record Recorded(Event event) implements EventOutcome {}

    /** One of the same external id is there, and stays as it is. */
    record Duplicate(UUID id) implements EventOutcome {}

    record Rejected(Failure failure) implements EventOutcome {}
}
