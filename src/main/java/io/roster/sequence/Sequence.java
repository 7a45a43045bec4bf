package io.roster.sequence;

import java.time.Instant;
import java.util.UUID;

/** A series of mails, and who may be sent it. */
public record Sequence(UUID id, SequenceDraft said, Instant createdAt, Instant updatedAt) {
    public String name() {
        return said.name();
    }
}
