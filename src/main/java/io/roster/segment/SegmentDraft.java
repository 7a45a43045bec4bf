package io.roster.segment;

import io.roster.failure.Failure;
import io.roster.filter.WrittenFilter;

/** What a caller says of a segment. */
public record SegmentDraft(String name, WrittenFilter filter) {
    private static final int MAX_NAME = 255;

    public SegmentDraft {
        name = name.strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME) {
            throw Failure.invalid("name", "name must have 1 to %d characters".formatted(MAX_NAME));
        }
    }
}
