package io.roster.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The benchmarks, in the order in which they run: what only reads before what writes, and what needs other servers last. */
public final class Bench {
    private static final List<String> ON_ONE_SERVER = List.of(
            "get",
            "list",
            "search",
            "recount",
            "create",
            "bulk",
            "search-fresh",
            "webhooks",
            "import",
            "beside",
            "memory");
    private static final List<String> ON_THEIR_OWN = List.of("start", "growth");
    private static final double MOST_MEMORY = 512;
    private static final Duration REST = Duration.ofSeconds(10);

    /**
     * What to run.
     *
     * @param home the folder {@code ROSTER_HOME}
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
            @Nullable String profile) {
        boolean wants(String name) {
            return profile == null ? names.isEmpty() || names.contains(name) : name.equals(profile);
        }
    }

    private final Options options;
    private final Report report;
    private final Home home;
    private final Turns turns;

    private Bench(Options options, InstantSource clock, PrintWriter out) throws IOException {
        this.options = options;
        this.home =
                new Home(Files.createDirectories(options.home().resolve("bench").toAbsolutePath()), clock, out);
        this.report = new Report(out);
        this.turns = new Turns(new Wrk(home.folder(), clock), options.seconds(), options.warmUp());
    }

    /** The names of all benchmarks. */
    public static List<String> names() {
        return Stream.concat(ON_ONE_SERVER.stream(), ON_THEIR_OWN.stream()).toList();
    }

    /** Runs them, and prints a line or more for each. */
    public static void run(Options options, InstantSource clock, PrintWriter out)
            throws IOException, SQLException, InterruptedException {
        Wrk.require();
        Bench bench = new Bench(options, clock, out);
        bench.runAll();
        Path json = options.json();
        if (json != null) {
            bench.report.write(json, bench.setting());
        }
    }

    private void runAll() throws IOException, SQLException, InterruptedException {
        if (ON_ONE_SERVER.stream().anyMatch(options::wants)) {
            try (Site site = home.open(options.contacts())) {
                runOn(site);
            }
        }
        if (options.wants("start")) {
            Starts.measure(home, report);
        }
        if (options.wants("growth")) {
            new Growth(home, turns, options.seconds(), report).measure(options.contacts());
        }
    }

    private void runOn(Site site) throws IOException, SQLException, InterruptedException {
        String profile = options.profile();
        if (profile != null) {
            site.server().record();
        }
        for (String name : ON_ONE_SERVER) {
            if (options.wants(name)) {
                site.awaitRest(); // from the one before
                run(name, site);
            }
        }
        if (profile != null) {
            Path recording = home.folder().resolve(profile + ".jfr");
            site.server().dump(recording);
            report.say("the hottest frames of " + recording + ", by themselves and with what they call:");
            HottestFrames.of(recording).forEach(report::say);
        }
    }

    private void run(String name, Site site) throws IOException, SQLException, InterruptedException {
        Searches searches = new Searches(site, options.seconds(), options.warmUp(), report);
        switch (name) {
            case "get" -> report.add(turns.measure(site, Workload.get(site)));
            case "list" -> report.add(turns.measure(site, Workload.list(site)));
            case "create" -> report.add(turns.measure(site, Workload.create(site)));
            case "bulk" -> report.add(Bulks.measure(site, options.seconds(), options.warmUp()));
            case "search" -> searches.measure();
            case "search-fresh" -> searches.measureFresh();
            case "recount" -> report.add(Recounts.measure(site));
            case "webhooks" -> Webhooks.measure(site, options.seconds(), report);
            case "import" -> Imports.measure(site, options.warmUp(), report);
            case "beside" -> BesideImport.measure(site, turns, options.seconds(), report);
            case "memory" -> report.add(memory(site));
            default -> throw new IllegalArgumentException(name);
        }
    }

    /** Some seconds later, for a server at rest gives back what it doesn't need. */
    private static Line memory(Site site) throws InterruptedException {
        Thread.sleep(REST);
        return new Line("memory, after all of that")
                .with(Line.Figure.RESIDENT, site.server().residentBytes() / 1048576.0)
                .atMost(Line.Figure.RESIDENT, MOST_MEMORY);
    }

    private Map<String, Object> setting() {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("contacts", options.contacts());
        setting.put("seconds", options.seconds());
        setting.put("connections", Turns.CONNECTIONS);
        setting.put("processors", Runtime.getRuntime().availableProcessors());
        setting.put("java", Runtime.version().toString());
        return setting;
    }
}
