package io.roster.search.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;

/**
 * The folder of a workspace's index. Each build goes into a numbered folder of its own within it, which counts once it
 * has a commit: so a build that was cut off leaves nothing that could be taken for an index.
 */
final class IndexFolder {
    private final Path folder;

    IndexFolder(Path folder) {
        this.folder = folder;
    }

    /** The latest whole build, and how far it has come by its last commit. */
    record Build(Path path, Optional<IndexMark> mark) {}

    /** The latest build that has a commit. */
    Optional<Build> latest() throws IOException {
        for (Path path : builds().reversed()) {
            try (FSDirectory directory = FSDirectory.open(path)) {
                return Optional.of(new Build(
                        path,
                        IndexMark.of(SegmentInfos.readLatestCommit(directory).getUserData())));
            } catch (IOException | IllegalArgumentException e) {
                // Cut off, damaged, or of another version of Lucene: the one before is no better than none, but may be
                // there while this one is built.
            }
        }
        return Optional.empty();
    }

    /** A folder for a new build, after all that are there. */
    Path next() throws IOException {
        List<Path> builds = builds();
        int last = builds.isEmpty() ? 0 : number(builds.getLast());
        return Files.createDirectories(folder.resolve(String.valueOf(last + 1)));
    }

    /** Deletes all builds but {@code kept}. */
    void keepOnly(Path kept) throws IOException {
        for (Path path : builds()) {
            if (!path.equals(kept)) {
                delete(path);
            }
        }
    }

    /** Deletes everything. */
    void delete() throws IOException {
        delete(folder);
    }

    /** What all of it takes on disk. */
    long bytes() {
        try (Stream<Path> walk = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            return walk.mapToLong(IndexFolder::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // it is being replaced
        }
    }

    private List<Path> builds() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> path.getFileName().toString().matches("\\d{1,9}"))
                    .sorted(Comparator.comparingInt(IndexFolder::number))
                    .toList();
        }
    }

    private static int number(Path build) {
        return Integer.parseInt(build.getFileName().toString());
    }

    /** Files come and go while an index is written to. */
    private static long size(Path path) {
        return path.toFile().isFile() ? path.toFile().length() : 0;
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
