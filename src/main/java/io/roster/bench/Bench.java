package io.roster.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The benchmarks, in the order in which they run. */
public final class Bench {
    /**
     * What to run.
     *
     * @param names of the benchmarks; none means all
     * @param contacts of the large workspace
     * @param seconds of a turn under load
     * @param warmUp seconds before it
     * @param profile the benchmark to be profiled, which then is the only one
     */
    public record Options(
            Path home,
            List<String> names,
            int contacts,
            int seconds,
            int warmUp,
            @Nullable Path json,
            @Nullable String profile) {}

    /** Measures something of a server. */
    @FunctionalInterface
    private interface Benchmark {
        void run(Site site) throws IOException, SQLException;
    }

    private final Options options;
    private final Report report;
    private final Home home;
    private final Turns turns;
    private final Map<String, Benchmark> benchmarks = new LinkedHashMap<>();

    private Bench(Options options, PrintWriter out) throws IOException {
        this.options = options;
        this.home =
                new Home(Files.createDirectories(options.home().resolve("bench").toAbsolutePath()), out);
        this.report = new Report(out);
        this.turns = new Turns(new Wrk(home.folder()), options.seconds(), options.warmUp());
        benchmarks.put("get", site -> report.add(turns.measure(site, Workload.get(site))));
        benchmarks.put("list", site -> report.add(turns.measure(site, Workload.list(site))));
        benchmarks.put("create", site -> report.add(turns.measure(site, Workload.create(site))));
    }

    /** The names of all benchmarks. */
    public static List<String> names() {
        return List.of("get", "list", "create");
    }

    /** Runs them, and prints a line for each. */
    public static void run(Options options, PrintWriter out) throws IOException, SQLException {
        Wrk.require();
        Bench bench = new Bench(options, out);
        bench.runAll();
        Path json = options.json();
        if (json != null) {
            bench.report.write(json, bench.setting());
        }
    }

    private void runAll() throws IOException, SQLException {
        Path recording = home.folder().resolve(options.profile() + ".jfr");
        Map<String, String> settings =
                options.profile() == null ? Map.of() : Map.of("ROSTER_JAVA_OPTS", recorded(recording));
        try (Site site = home.open(options.contacts(), settings)) {
            for (Map.Entry<String, Benchmark> benchmark : benchmarks.entrySet()) {
                if (isWanted(benchmark.getKey())) {
                    benchmark.getValue().run(site);
                }
            }
        }
        if (options.profile() != null) {
            report.say("the hottest frames of " + recording + ", by themselves and with what they call:");
            HottestFrames.of(recording).forEach(report::say);
        }
    }

    private boolean isWanted(String name) {
        String profile = options.profile();
        return profile == null ? options.names().isEmpty() || options.names().contains(name) : profile.equals(name);
    }

    private static String recorded(Path file) {
        return (Optional.ofNullable(System.getenv("ROSTER_JAVA_OPTS")).orElse("")
                        + " -XX:StartFlightRecording=settings=profile,filename=" + file)
                .strip();
    }

    private Map<String, Object> setting() {
        return Map.of(
                "contacts", options.contacts(),
                "seconds", options.seconds(),
                "processors", Runtime.getRuntime().availableProcessors(),
                "java", Runtime.version().toString());
    }
}
