package io.roster.search.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;

/** What lies in the files of the one index below a server's home. */
final class IndexFilesOnDisk {
    private final Path home;

    IndexFilesOnDisk(Path home) {
        this.home = home;
    }

    /** The terms with {@code text} in them, of deleted documents too; the files have them compressed. */
    List<String> terms(String text) {
        List<String> found = new ArrayList<>();
        try (FSDirectory directory = FSDirectory.open(build());
                DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                for (FieldInfo field : leaf.reader().getFieldInfos()) {
                    for (TermsEnum terms : terms(leaf.reader(), field)) {
                        collect(terms, field.name, text, found);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<TermsEnum> terms(LeafReader leaf, FieldInfo field) throws IOException {
        List<TermsEnum> all = new ArrayList<>();
        if (leaf.terms(field.name) != null) {
            all.add(leaf.terms(field.name).iterator());
        }
        if (field.getDocValuesType() == DocValuesType.SORTED) {
            all.add(leaf.getSortedDocValues(field.name).termsEnum());
        }
        if (field.getDocValuesType() == DocValuesType.SORTED_SET) {
            all.add(leaf.getSortedSetDocValues(field.name).termsEnum());
        }
        return all;
    }

    private static void collect(TermsEnum terms, String field, String text, List<String> found) throws IOException {
        while (terms.next() != null) {
            String term = new String(
                    terms.term().bytes, terms.term().offset, terms.term().length, StandardCharsets.ISO_8859_1);
            if (term.contains(text)) {
                found.add(field + ": " + term);
            }
        }
    }

    /** The files that have {@code text} in them, byte for byte. */
    List<Path> filesWith(String text) {
        try (Stream<Path> walk = Files.walk(home.resolve("search"))) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns bytes over in the midst of the largest file. */
    void damage() throws IOException {
        try (Stream<Path> walk = Files.walk(build())) {
            Path largest = walk.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(largest);
            for (int i = bytes.length / 2; i < bytes.length / 2 + 8; i++) {
                bytes[i] ^= 0x55;
            }
            Files.write(largest, bytes);
        }
    }

    /** The folder of the one build of the one index. */
    Path build() {
        try (Stream<Path> walk = Files.walk(home.resolve("search"), 2)) {
            return walk.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .reduce((one, other) -> {
                        throw new AssertionError("two builds: " + one + ", " + other);
                    })
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
