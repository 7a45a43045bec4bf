package io.roster.testkit;

import io.roster.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The whole program in a process of its own, which can be killed; with the operator's key of every {@link TestRoster}. */
public final class ChildRoster implements AutoCloseable {
    private static final String READY = "roster ready on ";

    private final ChildJvm process;
    private final URI url;

    private ChildRoster(ChildJvm process) throws IOException {
        this.process = process;
        String line = process.line();
        if (!line.startsWith(READY)) {
            throw new IOException("not ready but: " + line);
        }
        this.url = URI.create(line.substring(READY.length()));
    }

    /** On a database of the tests, whose URL may lead through a proxy; it answers when this returns. */
    public static ChildRoster on(String databaseUrl, Path home, String... options) throws IOException {
        return with(ClassArchive.options(), databaseUrl, home, options);
    }

    /** The same, with what Java is told of where classes are. */
    static ChildRoster with(List<String> classes, String databaseUrl, Path home, String... options) throws IOException {
        List<String> more = new ArrayList<>(List.of(options));
        more.add("--database-url=" + databaseUrl);
        return new ChildRoster(process(classes, home, more.toArray(String[]::new)));
    }

    /** On the embedded database below {@code home}. */
    public static ChildRoster embedded(Path home) throws IOException {
        return new ChildRoster(embeddedProcess(home));
    }

    /** The same, not waited for. */
    public static ChildJvm embeddedProcess(Path home) throws IOException {
        TestPostgres.lendPrograms(home);
        return process(ClassArchive.options(), home);
    }

    private static ChildJvm process(List<String> classes, Path home, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--home=" + home, "--port=0", "--rate-limit=off", "--admin-key=" + TestRoster.ADMIN_KEY));
        arguments.addAll(List.of(options));
        return ChildJvm.start(ChildJvm.command(classes, Main.class, arguments.toArray(String[]::new)));
    }

    public URI url() {
        return url;
    }

    /** A client with a key of a new workspace, which may do all that {@code *} allows. */
    public TestClient workspace() {
        return TestWorkspace.create(TestClient.of(url).bearing(TestRoster.ADMIN_KEY));
    }

    /** Its children and theirs. */
    public List<ProcessHandle> descendants() {
        return process.descendants();
    }

    /** Kill -9. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** SIGTERM; returns the exit status when it has ended. */
    public int terminate(Duration patience) throws InterruptedException {
        return process.terminate(patience);
    }

    @Override
    public void close() {
        process.close();
    }
}
