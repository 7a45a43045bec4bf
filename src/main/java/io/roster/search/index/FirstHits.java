package io.roster.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.DocIdStream;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;

/** Keeps the first matches of a segment from a place on, and counts all of them unless their number is known. */
final class FirstHits implements LeafCollector {
    private final int start;
    private final int[] documents;
    private final boolean countIsKnown;
    private int kept;
    private int count;

    FirstHits(int start, int most, boolean countIsKnown) {
        this.start = start;
        this.documents = new int[most];
        this.countIsKnown = countIsKnown;
    }

    @Override
    public void setScorer(Scorable scorer) {}

    @Override
    public void collect(int document) {
        if (kept < documents.length && document >= start) {
            documents[kept++] = document;
        } else if (countIsKnown && kept == documents.length) {
            throw new CollectionTerminatedException();
        }
        count++;
    }

    @Override
    public void collect(DocIdStream stream) throws IOException {
        if (kept < documents.length) {
            stream.forEach(this::collect);
        } else if (countIsKnown) {
            throw new CollectionTerminatedException();
        } else {
            count += stream.count();
        }
    }

    @Override
    public void collectRange(int from, int to) {
        int document = from;
        while (document < to && kept < documents.length) {
            collect(document++);
        }
        if (document < to && countIsKnown) {
            throw new CollectionTerminatedException();
        }
        count += to - document;
    }

    int count() {
        return count;
    }

    int[] documents() {
        return Arrays.copyOf(documents, kept);
    }
}
