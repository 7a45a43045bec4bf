package io.roster.contact;

import io.roster.search.index.ContactDocument;
import io.roster.search.index.IndexSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** The search index of some people, in memory: in one segment, or in several with deleted documents between them. */
final class PeopleIndex implements AutoCloseable {
    private static final int SEGMENT = 40;

    private final Directory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;

    private PeopleIndex(List<RandomPeople.Person> people, boolean whole) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig();
        IndexSchema.configure(config);
        config.setMergePolicy(NoMergePolicy.INSTANCE);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < people.size(); i++) {
                add(writer, people.get(i));
                if (!whole && i % SEGMENT == SEGMENT - 1) {
                    people.subList(i - SEGMENT / 2, i).forEach(person -> add(writer, person));
                    writer.flush();
                    people.subList(i - SEGMENT / 4, i).forEach(person -> add(writer, person));
                }
            }
        }
        reader = DirectoryReader.open(directory);
    }

    static PeopleIndex inOneSegment(List<RandomPeople.Person> people) throws IOException {
        return new PeopleIndex(people, true);
    }

    static PeopleIndex inSegments(List<RandomPeople.Person> people) throws IOException {
        return new PeopleIndex(people, false);
    }

    private static void add(IndexWriter writer, RandomPeople.Person person) {
        try {
            writer.updateDocument(
                    ContactDocument.idTerm(person.subject().contact().id()), ContactDocument.of(person.subject()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IndexSearcher searcher() {
        return new IndexSearcher(reader);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
