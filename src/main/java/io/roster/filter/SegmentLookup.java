package io.roster.filter;

import java.util.Optional;
import java.util.UUID;

/** Where a filter that names a segment finds that segment's own filter. */
@FunctionalInterface
public interface SegmentLookup {
    Optional<WrittenFilter> find(UUID id);
}
