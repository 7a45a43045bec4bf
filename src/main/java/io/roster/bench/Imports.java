package io.roster.bench;

import io.roster.bench.Line.Figure;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A CSV file of new contacts through the whole pipeline, beside a COPY of the same rows. */
final class Imports {
    private static final int MOST_ROWS = 500_000;
    private static final int FEW_ROWS = 20_000;
    private static final double LEAST_RATE = 8_000;
    private static final double LEAST_RATIO = 0.4;
    private static final double LEAST_AT_END = 0.8;
    private static final long LOOK_NANOS = 50_000_000;

    /** How many rows were done at which second. */
    private final NavigableMap<Integer, Double> progress = new TreeMap<>();

    private final Site site;
    private final Report report;

    private Imports(Site site, Report report) {
        this.site = site;
        this.report = report;
    }

    /** By a server that has done imports of a few rows for {@code warmUp} seconds, and then come to rest. */
    static void measure(Site site, int warmUp, Report report) throws IOException, SQLException {
        long begun = System.nanoTime();
        for (int i = 0; System.nanoTime() - begun < warmUp * 1_000_000_000L; i++) {
            new Imports(site, report).imported(Math.min(FEW_ROWS, site.contacts() / 50), "warm" + i);
        }
        site.awaitRest();
        new Imports(site, report).run(Math.min(MOST_ROWS, site.contacts() / 2));
    }

    private JsonNode imported(int rows, String marker) throws IOException {
        ImportFile file = ImportFile.write(site.home().resolve("bench.csv"), rows, marker);
        JsonNode done = await(file.upload(site.api()));
        file.delete();
        if (done.get("created").asInt() != rows) {
            throw new IllegalStateException("the import did not create all of its rows: " + done);
        }
        return done;
    }

    private void run(int rows) throws IOException, SQLException {
        long server = site.server().cpuMicros();
        long database = site.server().databaseCpuMicros();
        JsonNode done;
        Map<String, Double> shares;
        try (ImportPhases phases = ImportPhases.watch(site.address())) {
            done = imported(rows, "i");
            shares = phases.shares();
        }
        Duration took = Duration.between(instant(done, "started_at"), instant(done, "finished_at"));
        double rate = rows / (took.toMillis() / 1e3);
        long serverCpu = site.server().cpuMicros() - server;
        long databaseCpu = site.server().databaseCpuMicros() - database;
        IndexReady.awaitChanges(site); // or PostgreSQL would have to share the machine with the index
        CopyLimit.Rates copy = new CopyLimit(site, instant(done, "started_at")).measure();
        report.add(new Line("import")
                .with(Figure.RATE, rate)
                .with(Figure.SERVER_CPU, (double) serverCpu / rows)
                .with(Figure.DATABASE_CPU, (double) databaseCpu / rows)
                .with(Figure.RESIDENT, site.server().residentBytes() / 1048576.0)
                .with(Figure.LIMIT, copy.indexed())
                .with(Figure.RATIO, rate / copy.indexed())
                .atLeast(Figure.RATE, LEAST_RATE)
                .atLeast(Figure.RATIO, LEAST_RATIO));
        report.add(new Line("import, its end to its beginning")
                .with(Figure.RATE, rate(rows * 4 / 5, rows - 1))
                .with(Figure.LIMIT, rate(rows / 50, rows / 5))
                .with(Figure.RATIO, rate(rows * 4 / 5, rows - 1) / rate(rows / 50, rows / 5))
                .atLeast(Figure.RATIO, LEAST_AT_END));
        report.add(new Line("COPY without indexes").with(Figure.RATE, copy.bare()));
        shares.forEach((phase, share) -> report.add(new Line("import's time: " + phase).with(Figure.RATIO, share)));
    }

    /** Waits until the import is over. */
    private JsonNode await(String path) {
        Api api = site.api();
        long begun = System.nanoTime();
        while (true) {
            JsonNode found = api.get(path);
            progress.putIfAbsent(found.get("processed_rows").asInt(), (System.nanoTime() - begun) / 1e9);
            switch (found.get("status").stringValue()) {
                case "completed" -> {
                    return found;
                }
                case "failed", "cancelled" -> throw new IllegalStateException("the import failed: " + found);
                default -> LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** Rows a second from about the one to about the other. */
    private double rate(int from, int to) {
        Map.Entry<Integer, Double> first = progress.ceilingEntry(from);
        Map.Entry<Integer, Double> last = progress.ceilingEntry(to);
        return first == null || last == null || first.getKey().equals(last.getKey())
                ? Double.NaN
                : (last.getKey() - first.getKey()) / (last.getValue() - first.getValue());
    }

    private static Instant instant(JsonNode found, String name) {
        return Instant.parse(found.get(name).stringValue());
    }
}
