package io.roster.search.index;

import io.roster.filter.ContactField;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** How the documents of an index are laid out. An index of another version is of no use and must be built anew. */
public final class IndexSchema {
    /** To be raised at every change of what {@link ContactDocument} writes. */
    public static final int VERSION = 2;

    private IndexSchema() {}

    /** Sets what an index of these documents needs: it lies in the order in which most lists are read. */
    public static void configure(IndexWriterConfig config) {
        config.setIndexSort(new Sort(
                new SortField(ContactField.CREATED_AT.wire(), SortField.Type.LONG, true),
                new SortField(ContactField.ID.wire(), SortField.Type.STRING, true)));
        config.setUseCompoundFile(false);
        config.setMaxFullFlushMergeWaitMillis(0);
    }
}
