package io.roster;

import io.roster.db.embedded.EmbeddedPostgres;
import io.roster.db.embedded.PostgresSettings;
import io.roster.demo.DemoClock;
import io.roster.demo.DemoHome;
import io.roster.demo.DemoTemplate;
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
     * @param programs where PostgreSQL's programs and the filled database stay from one demo to the next
     */
    static Demo start(Config config, Path temporary, Path programs) {
        return new Demo(config, temporary, programs);
    }

    private Demo(Config config, Path temporary, Path programs) {
        DemoClock clock = new DemoClock(InstantSource.system());
        try {
            Path home = opened.add(DemoHome.in(temporary, clock)).path();
            DemoTemplate template = new DemoTemplate(programs, clock.instant());
            if (!template.copyTo(home)) {
                fill(config, home, programs, clock);
                template.keep(home);
            }
            Roster roster = start(opened, config, home, programs, clock);
            Optional<String> adminKey = config.adminKey().isPresent() ? Optional.empty() : Optional.of(adminKey(home));
            welcome = new Welcome(roster.url(), DemoWorkspace.open(roster.tenancy()), adminKey);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void fill(Config config, Path home, Path programs, DemoClock clock) {
        try (Opened filling = new Opened()) {
            Roster roster = start(filling, config, home, programs, clock);
            DemoWorkspace.fill(roster.tenancy(), roster.database(), roster.contacts(), clock);
        }
    }

    private static Roster start(Opened opened, Config config, Path home, Path programs, DemoClock clock) {
        EmbeddedPostgres postgres =
                opened.add(EmbeddedPostgres.start(home, PostgresSettings.throwaway(), Optional.of(programs)));
        return opened.add(Roster.start(config.at(home, postgres.address()), clock));
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
