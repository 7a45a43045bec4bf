package io.roster.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.roster.filter.ContactField;
import io.roster.filter.CustomTerm;
import io.roster.filter.Filter;
import io.roster.filter.FilterField;
import io.roster.filter.FilterMatch;
import io.roster.filter.Operator;
import io.roster.filter.Subject;
import io.roster.search.Sort;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

/** Parts of texts, found each in both ways that a large index has: through the different values, and by tokens. */
class PartOfTextTest {
    private static final int PEOPLE = 200;
    private static final int PARTS = 1_000;
    private static final List<Operator> OPERATORS =
            List.of(Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH);
    private static final List<FilterField> FIELDS = List.of(
            ContactField.EMAIL,
            ContactField.LAST_NAME,
            ContactField.FULL_NAME,
            ContactField.TITLE,
            ContactField.LINKEDIN_URL,
            ContactField.COMPANY_NAME,
            ContactField.COMPANY_DOMAIN,
            new CustomTerm(MadeUpContacts.NOTE));

    private final long seed = Long.getLong("roster.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyPartOfATextIsFoundByValuesAndByTokens() throws IOException {
        System.out.println("PartOfTextTest: -Droster.seed=" + seed);
        MadeUpContacts made = new MadeUpContacts(seed);
        List<Subject> people =
                IntStream.range(0, PEOPLE).mapToObj(made::subject).toList();
        try (Directory directory = new ByteBuffersDirectory()) {
            IndexWriterConfig config = new IndexWriterConfig();
            IndexSchema.configure(config);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (Subject person : people) {
                    writer.addDocument(ContactDocument.of(person));
                }
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (int i = 0; i < PARTS; i++) {
                    Filter filter = part(people);
                    Set<UUID> expected = people.stream()
                            .filter(person -> FilterMatch.matches(filter, person))
                            .map(person -> person.contact().id())
                            .collect(Collectors.toSet());
                    for (int scanned : List.of(0, PartSearch.MOST_SCANNED)) {
                        Query query = new IndexQuery(new PartSearch(reader, scanned)).query(filter);
                        assertThat(found(searcher, query)).as("%s", filter).isEqualTo(expected);
                    }
                }
            }
        }
    }

    /** Cut out of somebody's value, and mostly there. */
    private Filter part(List<Subject> people) {
        FilterField field = FIELDS.get(random.nextInt(FIELDS.size()));
        Object value = field.value(people.get(random.nextInt(PEOPLE)));
        String text = value == null ? "nothing" : (String) value;
        int from = random.nextInt(3) == 0 ? 0 : random.nextInt(text.length());
        int to = random.nextInt(3) == 0 ? text.length() : from + 1 + random.nextInt(text.length() - from);
        String part = text.substring(from, to);
        return new Filter.Test(
                field,
                OPERATORS.get(random.nextInt(OPERATORS.size())),
                random.nextInt(20) == 0 ? part + "q" : random.nextBoolean() ? swapped(part) : part);
    }

    private static String swapped(String text) {
        return text.codePoints()
                .map(point ->
                        Character.isUpperCase(point) ? Character.toLowerCase(point) : Character.toUpperCase(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Set<UUID> found(IndexSearcher searcher, Query query) throws IOException {
        Sort byId = Sort.by(ContactField.ID, false);
        TopDocs hits = searcher.search(query, PEOPLE, new IndexSort(byId).fields());
        return Arrays.stream(hits.scoreDocs)
                .map(hit -> IndexSort.id((FieldDoc) hit))
                .collect(Collectors.toSet());
    }
}
