package io.roster.search.index;

import io.roster.search.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;

/**
 * A segment, in which the newest contact is the first. Documents are looked at in any order; in their own order it costs
 * least, for values are read forwards only.
 */
final class NewestSegment {
    private final LeafReader reader;
    private NumericDocValues times;
    private SortedDocValues ids;

    NewestSegment(LeafReader reader) throws IOException {
        this.reader = reader;
        this.times = times();
        this.ids = ids();
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
        times = times.docID() > document ? times() : times;
        times.advanceExact(document);
        return times.longValue();
    }

    private BytesRef idTerm(int document) throws IOException {
        ids = ids.docID() > document ? ids() : ids;
        ids.advanceExact(document);
        return ids.lookupOrd(ids.ordValue());
    }

    private NumericDocValues times() throws IOException {
        return DocValues.getNumeric(reader, IndexFields.CREATED);
    }

    private SortedDocValues ids() throws IOException {
        return DocValues.getSorted(reader, IndexFields.ID);
    }
}
