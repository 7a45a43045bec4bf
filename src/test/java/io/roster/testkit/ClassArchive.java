package io.roster.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of a running server, loaded and linked (Java's AOT cache): a child that is given them takes half of the CPU
 * to be up. Made when tests first start a child, for as long as the jars stay as they are. Java makes an archive only of
 * jars, so there is none when something else than Maven, which packs them, runs the tests.
 */
final class ClassArchive {
    private static final Optional<String> JARS = Optional.ofNullable(System.getProperty("roster.test.jars"));

    private static Optional<Path> archive = Optional.empty();

    private ClassArchive() {}

    /** What Java is told of where classes are. */
    static synchronized List<String> options() throws IOException {
        if (JARS.isEmpty()) {
            return List.of("-cp", System.getProperty("java.class.path"));
        }
        if (archive.isEmpty()) {
            archive = Optional.of(find());
        }
        List<String> options = new ArrayList<>(fromJars());
        options.addAll(List.of("-XX:AOTCache=" + archive.get(), "-Xlog:cds*=off", "-Xlog:aot*=off"));
        return options;
    }

    private static List<String> fromJars() {
        List<String> path = new ArrayList<>(List.of(JARS.orElseThrow()));
        Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> entry.endsWith(".jar"))
                .forEach(path::add);
        return List.of("-cp", String.join(":", path));
    }

    private static Path find() throws IOException {
        List<Path> jars =
                Stream.of(JARS.orElseThrow().split(":", -1)).map(Path::of).toList();
        Path file = jars.getFirst().resolveSibling("classes.aot");
        if (!isNewer(file, jars)) {
            make(file);
        }
        return file;
    }

    private static boolean isNewer(Path file, List<Path> jars) throws IOException {
        if (Files.notExists(file)) {
            return false;
        }
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Has a server start, answer and end, and Java write down what it had loaded by then. */
    private static void make(Path file) throws IOException {
        Path made = file.resolveSibling("classes.aot.new");
        Path home = Scratch.folder();
        List<String> options = new ArrayList<>(fromJars());
        options.add("-XX:AOTCacheOutput=" + made);
        options.add("-Xlog:disable");
        try (TestDatabase database = TestPostgres.database();
                ChildRoster server = ChildRoster.with(options, database.url(), home)) {
            TestClient client = server.workspace();
            client.post("/api/v1/contacts/", Map.of("email", "ada@acme.com")).expect(201);
            client.get("/api/v1/contacts/").expect(200);
            server.terminate(Duration.ofMinutes(2)); // at its end it makes the archive
        } catch (InterruptedException _) {
            throw new InterruptedIOException("while the archive of classes was made");
        } finally {
            TestPostgres.delete(home);
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
