package io.roster.search.local;

import io.roster.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;

/** Opens the files of one build of an index for writing. */
final class IndexFiles implements AutoCloseable {
    private static final double RAM_BUFFER_MB = 16;
    private static final double RAM_BUFFER_OF_BUILD_MB = 64;
    /**
     * Lucene's own 16 is for indexes that are refreshed less often: each few segments of a moment were merged with one of
     * almost 16 MB, again and again, which took a third of a processor at 200 contacts a second.
     */
    private static final double SMALL_SEGMENT_MB = 2;

    private static final double MERGES_CACHED_MB = 4;
    private static final double CACHED_MB = 16;

    private final Path path;
    private final Directory directory;
    private final IndexWriter writer;

    private IndexFiles(Path path, Directory directory, IndexWriter writer) {
        this.path = path;
        this.directory = directory;
        this.writer = writer;
    }

    static IndexFiles create(Path path) throws IOException {
        return open(path, IndexWriterConfig.OpenMode.CREATE, RAM_BUFFER_OF_BUILD_MB);
    }

    static IndexFiles open(Path path) throws IOException {
        return open(path, IndexWriterConfig.OpenMode.APPEND, RAM_BUFFER_MB);
    }

    private static IndexFiles open(Path path, IndexWriterConfig.OpenMode mode, double buffer) throws IOException {
        // Small segments of the last moments are kept in memory, in the heap, until they are merged or committed.
        Directory directory = new NRTCachingDirectory(FSDirectory.open(path), MERGES_CACHED_MB, CACHED_MB);
        try {
            IndexWriterConfig config = new IndexWriterConfig()
                    .setOpenMode(mode)
                    .setRAMBufferSizeMB(buffer)
                    .setCommitOnClose(false);
            IndexSchema.configure(config);
            if (config.getMergePolicy() instanceof TieredMergePolicy tiered) {
                tiered.setForceMergeDeletesPctAllowed(0); // an expunge leaves nothing behind
                tiered.setFloorSegmentMB(SMALL_SEGMENT_MB);
            }
            return new IndexFiles(path, directory, new IndexWriter(directory, config));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    IndexWriter writer() {
        return writer;
    }

    /** Ends the build: from now on it is an index. */
    void built(IndexMark mark) throws IOException {
        commit(mark);
        writer.getConfig().setRAMBufferSizeMB(RAM_BUFFER_MB);
    }

    /** Reads every byte, and throws if one is not what it was when it was written. */
    void verify() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
        }
    }

    void commit(IndexMark mark) throws IOException {
        writer.setLiveCommitData(mark.written().entrySet());
        writer.commit();
    }

    /** Leaves what was not committed. */
    @Override
    public void close() throws IOException {
        try (directory) {
            writer.rollback();
        }
    }
}
