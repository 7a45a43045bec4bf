package io.roster.search.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A match in a segment, and when it was created. Its id is looked up when it is asked for, which most never are. */
final class NewestHit implements Comparable<NewestHit> {
    private final NewestSegment segment;
    private final int document;
    private final long created;
    private @Nullable UUID id;

    NewestHit(NewestSegment segment, int document, long created) {
        this.segment = segment;
        this.document = document;
        this.created = created;
    }

    long created() {
        return created;
    }

    UUID id() {
        UUID known = id;
        if (known == null) {
            try {
                known = segment.id(document);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            id = known;
        }
        return known;
    }

    @Override
    public int compareTo(NewestHit other) {
        int byTime = Long.compare(other.created, created);
        return byTime != 0 ? byTime : IndexFields.id(other.id()).compareTo(IndexFields.id(id()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NewestHit that && id().equals(that.id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }
}
