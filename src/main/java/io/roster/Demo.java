package io.roster;

import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.PostgresSettings;
import io.roster.demo.DemoClock;
import io.roster.demo.DemoHome;
import io.roster.demo.DemoWorkspace;
import io.roster.demo.Welcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A server on a throw-away home, with a workspace full of contacts. All of it is gone when it is closed. */
final class Demo implements AutoCloseable {
    private final Opened opened = new Opened();
    private final Welcome welcome;

    /**
     * Starts it; it answers when this returns.
     *
     * @param config of which home and database are not used
     * @param temporary where to put the home
     * @param programs where PostgreSQL's programs stay unpacked from one demo to the next
     */
    static Demo start(Config config, Path temporary, Path programs) {
        return new Demo(config, temporary, programs);
    }

    private Demo(Config config, Path temporary, Path programs) {
        DemoClock clock = new DemoClock(InstantSource.system());
        try {
            Path home = opened.add(DemoHome.in(temporary, clock)).path();
            EmbeddedPostgres postgres =
                    opened.add(EmbeddedPostgres.start(home, PostgresSettings.throwaway(), Optional.of(programs)));
            Roster roster = opened.add(Roster.start(config.at(home, postgres.address()), clock));
            DemoWorkspace workspace =
                    DemoWorkspace.create(roster.tenancy(), roster.database(), roster.contacts(), clock);
            Optional<String> adminKey = config.adminKey().isPresent() ? Optional.empty() : Optional.of(adminKey(home));
            welcome = new Welcome(roster.url(), workspace, adminKey);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    Welcome welcome() {
        return welcome;
    }

    @Override
    public void close() {
        opened.close();
    }

    private static String adminKey(Path home) {
        try {
            return Files.readString(home.resolve("admin.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
