package io.roster.doctor;

import io.roster.Config;
import io.roster.db.DatabaseAddress;
import io.roster.db.embedded.EmbeddedPostgres;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the home and at the database of a configuration, whether a server runs there or not. */
public final class Doctor {
    private static final String ABOUT = "database";

    private final Config config;
    private final InstantSource clock;

    public Doctor(Config config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** All that was found, good and bad. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good("configuration", "every variable is accepted"));
        HomeCheck home = new HomeCheck(config);
        findings.addAll(home.findings());
        Optional<DatabaseAddress> database = config.database().or(() -> EmbeddedPostgres.running(config.home()));
        if (database.isPresent()) {
            findings.addAll(new DatabaseCheck(database.get(), clock).findings());
        } else {
            findings.add(embeddedIsDown(home.serverRuns()));
        }
        return findings;
    }

    private Finding embeddedIsDown(boolean serverRuns) {
        if (serverRuns) {
            return Finding.problem(
                    ABOUT,
                    "the server runs, but its PostgreSQL takes no connections",
                    "Wait a minute if it has just started; else see why in %s."
                            .formatted(config.home().resolve("postgres/postgres.log")));
        }
        return EmbeddedPostgres.isIn(config.home())
                ? Finding.note(
                        ABOUT, "the embedded PostgreSQL is down, as no server runs; start one to have it examined")
                : Finding.note(ABOUT, "there is none yet; the first start of a server makes it");
    }
}
