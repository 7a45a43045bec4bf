package io.roster.segment;

import io.roster.filter.WrittenFilter;
import java.time.Instant;
import java.util.UUID;

/** A filter with a name. Who is in it is decided when it is asked for; deleted contacts never are. */
public record Segment(UUID id, String name, WrittenFilter filter, Instant createdAt, Instant updatedAt) {
    SegmentDraft draft() {
        return new SegmentDraft(name, filter);
    }
}
