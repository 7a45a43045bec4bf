package io.roster.bench;

import io.roster.bench.Line.Figure;
import io.roster.db.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** From the start of the process to the first answer, on a database that is there and migrated. */
final class Starts {
    private static final int TIMES = 5;
    private static final double MOST_EXTERNAL = 2_000;
    private static final double MOST_EMBEDDED = 4_000;

    private Starts() {}

    static void measure(Home home, Report report) throws IOException {
        Path database = home.folder().resolve("start-database");
        Path server = home.folder().resolve("start");
        Home.discard(database);
        Home.discard(server);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(database)) {
            Map<String, String> settings = Map.of("ROSTER_DATABASE_URL", Home.url(postgres.address()));
            report.add(line("start, external database", times(server, settings), MOST_EXTERNAL));
        }
        report.add(line("start, embedded database", times(server, Map.of()), MOST_EMBEDDED));
        Home.discard(database);
        Home.discard(server);
    }

    private static Line line(String name, Durations times, double most) {
        return new Line(name)
                .with(Figure.P50, times.percentile(0.5))
                .with(Figure.P99, times.percentile(0.99))
                .atMost(Figure.P50, most);
    }

    /** The first start, which migrates and unpacks, doesn't count. */
    private static Durations times(Path home, Map<String, String> settings) throws IOException {
        Durations times = new Durations();
        for (int i = 0; i <= TIMES; i++) {
            try (Server server = Server.start(home, settings)) {
                new Api(server.url(), Server.ADMIN_KEY).get("/readyz");
                if (i > 0) {
                    times.add((System.nanoTime() - server.begun()) / 1e6);
                }
            }
        }
        return times;
    }
}
