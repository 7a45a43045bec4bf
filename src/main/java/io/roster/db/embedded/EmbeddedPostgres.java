package io.roster.db.embedded;

import io.roster.HomeLock;
import io.roster.StartupFailure;
import io.roster.db.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL 18 below Roster's home folder, as a child of this process, for this machine only. It ends when this process
 * does, even by kill -9, and recovers from that at the next start; when it ends by itself, it is started anew.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** PostgreSQL's own. */
    public static final String VERSION = Binaries.VERSION;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOG_CHECK = Duration.ofMinutes(1);

    private final HomeLock lock;
    private final Launch launch;
    private final int port;
    private final Thread supervisor;
    private final Thread logKeeper;
    private ServerProcess server;
    private boolean closed;

    private EmbeddedPostgres(HomeLock lock, Launch launch, int port, ServerProcess server) {
        this.lock = lock;
        this.launch = launch;
        this.port = port;
        this.server = server;
        this.supervisor = Thread.ofVirtual().name("postgres-supervisor").unstarted(this::keepRunning);
        this.logKeeper = Thread.ofVirtual().name("postgres-log").unstarted(this::keepLogSmall);
    }

    /** Starts PostgreSQL as a server needs it. */
    public static EmbeddedPostgres start(Path home) {
        return start(home, PostgresSettings.durable(), Optional.empty());
    }

    public static EmbeddedPostgres start(Path home, PostgresSettings settings) {
        return start(home, settings, Optional.empty());
    }

    /**
     * Starts PostgreSQL below {@code home}, and returns when it takes connections.
     *
     * @param programs a folder where several homes share PostgreSQL's programs, so that they are unpacked but once
     * @throws StartupFailure when it does not start, with what it said last
     */
    public static EmbeddedPostgres start(Path home, PostgresSettings settings, Optional<Path> programs) {
        return start(home, settings, programs, null);
    }

    /** As {@code user}, or as whoever works here. */
    static EmbeddedPostgres start(
            Path home, PostgresSettings settings, Optional<Path> programs, @Nullable ServerUser user) {
        finishReplacement(home);
        Path folder = below(home);
        HomeLock lock = HomeLock.take(folder);
        try {
            EmbeddedPostgres started = start(lock, Launch.prepare(folder, settings, programs, user));
            started.supervisor.start();
            started.logKeeper.start();
            return started;
        } catch (IOException e) {
            lock.close();
            throw new StartupFailure("the embedded PostgreSQL did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            lock.close();
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while the embedded PostgreSQL was starting", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the one is that another process runs below {@code home}, if one does and it takes connections. */
    public static Optional<DatabaseAddress> running(Path home) {
        return Running.in(home.toAbsolutePath().normalize().resolve("postgres"));
    }

    /** Whether there is a database below {@code home}, or one about to be put there. */
    public static boolean isIn(Path home) {
        return Files.isDirectory(below(home).resolve("data")) || Files.isDirectory(Replacement.ready(home));
    }

    /** The processes of PostgreSQL that work on the database below {@code home}. */
    public static List<Long> processes(Path home) throws IOException {
        Path data = below(home).resolve("data");
        return Files.isDirectory(data) ? Leftovers.on(data.toRealPath()) : List.of();
    }

    /** Deletes all that was kept below {@code home}, when what is left running of a server that was killed has ended. */
    public static void remove(Path home) throws IOException, InterruptedException {
        Path folder = below(home);
        if (Files.isDirectory(folder)) {
            try (HomeLock _ = HomeLock.take(folder)) {
                Leftovers.end(DataFolder.partial(folder));
                Leftovers.end(DataFolder.complete(folder));
                Folders.delete(folder);
            }
        }
    }

    /** Where it is, as the role that owns the database {@code roster}. */
    public DatabaseAddress address() {
        return addressOf("roster", "roster");
    }

    /** Where it is, as the superuser: for making other databases. */
    public DatabaseAddress administration() {
        return addressOf("postgres", "postgres");
    }

    /** Shuts down cleanly, within about 10 seconds. */
    @Override
    public void close() {
        ServerProcess last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = server;
        }
        supervisor.interrupt();
        logKeeper.interrupt();
        last.stop();
        lock.close();
    }

    /** Another program may take the free port before PostgreSQL does; then it is tried on another one. */
    private static EmbeddedPostgres start(HomeLock lock, Launch launch) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            ServerProcess server = ServerProcess.start(launch, port);
            try {
                server.awaitReady();
                return new EmbeddedPostgres(lock, launch, port, server);
            } catch (StartupFailure e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("could not bind")) {
                    throw e;
                }
            } catch (IOException | InterruptedException e) {
                server.stop();
                throw e;
            }
        }
    }

    private static void finishReplacement(Path home) {
        try {
            Replacement.finish(home.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw new StartupFailure("a restore that was broken off could not be finished: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while the embedded PostgreSQL was starting", e);
        }
    }

    private static Path below(Path home) {
        return home.toAbsolutePath().normalize().resolve("postgres");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void keepRunning() {
        try {
            while (!isClosed()) {
                current().awaitEnd();
                if (!isClosed()) {
                    LOG.error(
                            "PostgreSQL has ended by itself and is started again; its log is {}",
                            launch.log().file());
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** On the same port, so that the connection pool finds it again by itself. */
    private void startAgain() throws InterruptedException {
        try {
            Leftovers.end(launch.data());
            ServerProcess next;
            synchronized (this) {
                if (closed) {
                    return;
                }
                next = ServerProcess.start(launch, port);
                server = next;
            }
            next.awaitReady();
        } catch (IOException | StartupFailure e) {
            if (!isClosed()) {
                LOG.error("{}", e.getMessage());
                Thread.sleep(PAUSE);
            }
        }
    }

    private synchronized ServerProcess current() {
        return server;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void keepLogSmall() {
        try {
            while (!isClosed()) {
                Thread.sleep(LOG_CHECK);
                launch.log().rotate();
            }
        } catch (IOException e) {
            LOG.warn("PostgreSQL's log could not be rotated: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private DatabaseAddress addressOf(String database, String user) {
        return address(port, database, user, launch.password().text());
    }

    static DatabaseAddress address(int port, String database, String user, String password) {
        String url = "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable".formatted(port, database);
        return new DatabaseAddress(url, user, password);
    }
}
