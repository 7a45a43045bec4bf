package io.roster.db.embedded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the JDK does not do with a whole folder: copy it, delete it, and bring it safely onto the disk. */
public final class Folders {
    private Folders() {}

    /** Deletes {@code folder} with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException fault) throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies {@code from} with all that is in it, and whose it is and who may read it, to {@code to}, which is not there yet. */
    public static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList(); // each folder before what is in it
        }
        for (Path path : all) {
            Files.copy(path, to.resolve(from.relativize(path)), COPY_ATTRIBUTES, NOFOLLOW_LINKS);
        }
    }

    /** Returns when every file below {@code folder} would survive a power cut. */
    public static void sync(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.filter(path -> !Files.isSymbolicLink(path)).toList();
        }
        for (Path path : all) {
            syncEntries(path);
        }
    }

    /** Returns when a file's content, or a folder's list of names, would survive a power cut. */
    public static void syncEntries(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
