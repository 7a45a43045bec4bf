package io.roster.search.index;

import io.roster.search.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/** A segment, in which the newest contact is the first. Documents are looked at in any order. */
final class NewestSegment {
    private final LeafReader reader;

    NewestSegment(LeafReader reader) {
        this.reader = reader;
    }

    NewestHit hit(int document) throws IOException {
        return new NewestHit(this, document, created(document));
    }

    UUID id(int document) throws IOException {
        return IndexFields.id(idTerm(document));
    }

    /** The first document that comes after {@code position}; beyond the last where none does. */
    int firstAfter(Position position) throws IOException {
        long created = ((Instant) Objects.requireNonNull(position.values().getFirst())).toEpochMilli();
        BytesRef id = IndexFields.id(position.id());
        int from = 0;
        int to = reader.maxDoc();
        while (from < to) {
            int middle = (from + to) >>> 1;
            long there = created(middle);
            if (there < created || (there == created && idTerm(middle).compareTo(id) < 0)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private long created(int document) throws IOException {
        NumericDocValues values = Objects.requireNonNull(reader.getNumericDocValues(IndexFields.CREATED));
        values.advanceExact(document);
        return values.longValue();
    }

    private BytesRef idTerm(int document) throws IOException {
        SortedDocValues values = Objects.requireNonNull(reader.getSortedDocValues(IndexFields.ID));
        values.advanceExact(document);
        return values.lookupOrd(values.ordValue());
    }
}
