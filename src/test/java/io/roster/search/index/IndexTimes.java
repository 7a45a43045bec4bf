package io.roster.search.index;

import io.roster.filter.ContactField;
import io.roster.filter.CustomTerm;
import io.roster.filter.Filter;
import io.roster.filter.FilterField;
import io.roster.filter.Operator;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import io.roster.search.Sort;
import io.roster.search.SortReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/**
 * Builds an index of made-up contacts and times its searches, page and exact total together: a program to run by hand,
 * with a folder that need not be there and the number of contacts. Processor time is told beside the time that passed,
 * for machines that have other things to do.
 */
public final class IndexTimes {
    private static final int ROUNDS = 40;
    private static final long WARM_UP = Duration.ofSeconds(2).toNanos(); // until its code is compiled
    private static final int THREADS = 2;

    private final IndexSearcher searcher;
    private final int contacts;

    private IndexTimes(IndexSearcher searcher, int contacts) {
        this.searcher = searcher;
        this.contacts = contacts;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int contacts = Integer.parseInt(arguments[1]);
        try (FSDirectory directory = FSDirectory.open(folder)) {
            if (!DirectoryReader.indexExists(directory)) {
                build(directory, contacts);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory);
                    Stream<Path> files = Files.list(folder)) {
                long bytes = files.mapToLong(file -> file.toFile().length()).sum();
                System.out.printf(
                        "%d segments, %d bytes a contact%n", reader.leaves().size(), bytes / reader.numDocs());
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setQueryCache(null); // a filter seen for the first time is what is timed
                new IndexTimes(searcher, contacts).run();
            }
        }
    }

    private static void build(FSDirectory directory, int contacts) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig();
        IndexSchema.configure(config);
        config.setRAMBufferSizeMB(64);
        long start = System.nanoTime();
        long cpu = processCpu();
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int from = t;
                threads.add(Thread.ofPlatform().start(() -> add(writer, from, contacts)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (processCpu() - cpu) / 1e9;
        System.out.printf(
                "built in %.0f s, %.0f contacts/s; %.0f contacts a second of processor time%n",
                seconds, contacts / seconds, contacts / cpuSeconds);
    }

    private static void add(IndexWriter writer, int from, int contacts) {
        MadeUpContacts made = new MadeUpContacts(from);
        try {
            for (int i = from; i < contacts; i += THREADS) {
                writer.addDocument(ContactDocument.of(made.subject(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void run() throws IOException {
        Sort newest = SortReader.NEWEST;
        Sort email = Sort.by(ContactField.EMAIL, false);
        CustomTerm plan = new CustomTerm(MadeUpContacts.PLAN);
        CustomTerm seats = new CustomTerm(MadeUpContacts.SEATS);
        CustomTerm note = new CustomTerm(MadeUpContacts.NOTE);
        System.out.printf("%-42s %9s %8s %8s %8s %8s%n", "search", "matches", "median", "p95", "cpu", "cpu p95");
        time("newest", newest);
        deep("newest, in the middle", newest);
        time("tier in (A,B)", newest, is(ContactField.ICP_TIER, Operator.IN, List.of("A", "B")));
        time("a frequent tag", newest, tag("tag0"));
        time("a rare tag", newest, tag("rare"));
        time("a tag nobody has", newest, tag("nobody"));
        time("two frequent tags", newest, tag("tag0"), tag("tag1"));
        time("two rare tags", newest, tag("rare"), tag("seldom"));
        time(
                "score >= 60, tag, tiers, by score",
                Sort.by(ContactField.LEAD_SCORE, true),
                is(ContactField.LEAD_SCORE, Operator.GTE, BigDecimal.valueOf(60)),
                tag("tag0"),
                is(ContactField.ICP_TIER, Operator.IN, List.of("A", "B")));
        time("words: a rare name", newest, Filter.search("chen42"));
        time("words: a frequent beginning", newest, Filter.search("ja"));
        time("words: three", newest, Filter.search("jane director company7"));
        time("words: no hit", newest, Filter.search("xyzzy"));
        for (Sort sort : List.of(newest, email)) {
            String by = sort.equals(email) ? ", by email" : ", newest";
            time("email contains jane" + by, sort, is(ContactField.EMAIL, Operator.CONTAINS, "jane"));
            time("email contains hn" + by, sort, is(ContactField.EMAIL, Operator.CONTAINS, "hn"));
            time("email contains xyzzy" + by, sort, is(ContactField.EMAIL, Operator.CONTAINS, "xyzzy"));
            time("email contains gmail" + by, sort, is(ContactField.EMAIL, Operator.CONTAINS, "gmail"));
        }
        time("email ends with @company7.com", newest, ends("@company77.com"));
        time("email ends with company7.com", newest, ends("company77.com"));
        time("email ends with .com", newest, ends(".com"));
        time("email ends with gmail.com", newest, ends("gmail.com"));
        time("email starts with j", newest, is(ContactField.EMAIL, Operator.STARTS_WITH, "j"));
        time("email starts with jane.s", newest, is(ContactField.EMAIL, Operator.STARTS_WITH, "jane.s"));
        time("last name starts with s", newest, is(ContactField.LAST_NAME, Operator.STARTS_WITH, "S"));
        time("title contains arketin", newest, is(ContactField.TITLE, Operator.CONTAINS, "arketin"));
        time("full name contains e smith1", newest, is(ContactField.FULL_NAME, Operator.CONTAINS, "e smith1"));
        time("company name contains pany 77", newest, is(ContactField.COMPANY_NAME, Operator.CONTAINS, "pany 77"));
        time("linkedin contains jane.smith1", newest, is(ContactField.LINKEDIN_URL, Operator.CONTAINS, "jane.smith1"));
        time("custom field equal", newest, is(plan, Operator.EQ, "pro"));
        time(
                "custom field in a range",
                newest,
                is(seats, Operator.GTE, BigDecimal.TEN),
                is(seats, Operator.LT, BigDecimal.valueOf(60)));
        time("custom field > 200", newest, is(seats, Operator.GT, BigDecimal.valueOf(200)));
        time("custom field contains, few values", newest, is(plan, Operator.CONTAINS, "PRISE"));
        time("custom field contains, many values", newest, is(note, Operator.CONTAINS, "OTE AB1"));
        time("by a custom number", Sort.by(seats, true), tag("tag1"));
        time("city is empty", newest, Filter.isEmpty(ContactField.CITY));
        time(
                "updated in the last hour",
                newest,
                is(ContactField.UPDATED_AT, Operator.GT, MadeUpContacts.NOW.minusSeconds(3_600)));
        time(
                "an OR of four",
                newest,
                new Filter.Any(List.of(
                        is(ContactField.ICP_TIER, Operator.EQ, "A"),
                        is(ContactField.EMAIL, Operator.CONTAINS, "zoe"),
                        Filter.isEmpty(ContactField.TAGS),
                        is(ContactField.COMPANY_NAME, Operator.STARTS_WITH, "company 1"))));
        time("NOT a frequent tag", newest, Filter.not(tag("tag0")));
        deep("by last name, in the middle", Sort.by(ContactField.LAST_NAME, false));
        time("everything by email", email);
    }

    private static Filter is(FilterField field, Operator operator, Object value) {
        return new Filter.Test(field, operator, value);
    }

    private static Filter tag(String tag) {
        return is(ContactField.TAGS, Operator.CONTAINS, tag);
    }

    private static Filter ends(String end) {
        return is(ContactField.EMAIL, Operator.ENDS_WITH, end);
    }

    private void time(String name, Sort sort, Filter... filters) throws IOException {
        time(name, sort, new Filter.All(List.of(filters)), Optional.empty());
    }

    private void deep(String name, Sort sort) throws IOException {
        ContactQuery half = new ContactQuery(Filter.EVERYTHING, sort, contacts / 2, Optional.empty(), false);
        time(name, sort, Filter.EVERYTHING, IndexSearch.page(searcher, half).next());
    }

    private void time(String name, Sort sort, Filter filter, Optional<Position> after) throws IOException {
        double[] wall = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        Long matches = 0L;
        var threads = ManagementFactory.getThreadMXBean();
        long warm = System.nanoTime() + WARM_UP;
        for (int i = -1; i < ROUNDS; i += System.nanoTime() < warm ? 0 : 1) {
            long start = System.nanoTime();
            long startCpu = threads.getCurrentThreadCpuTime();
            matches = IndexSearch.page(searcher, new ContactQuery(filter, sort, 100, after, true))
                    .total();
            if (i >= 0) {
                wall[i] = (System.nanoTime() - start) / 1e6;
                cpu[i] = (threads.getCurrentThreadCpuTime() - startCpu) / 1e6;
            }
        }
        Arrays.sort(wall);
        Arrays.sort(cpu);
        int p95 = ROUNDS * 95 / 100;
        System.out.printf(
                "%-42s %9d %8.2f %8.2f %8.2f %8.2f%n",
                name, matches, wall[ROUNDS / 2], wall[p95], cpu[ROUNDS / 2], cpu[p95]);
    }
}
