package io.roster;

import io.roster.bench.Bench;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roster bench}: the benchmarks, as docs/performance.md has them. */
@Command(
        name = "bench",
        description =
                "Measures a server of its own, beside the limit that its database sets. Loaded databases are kept in "
                        + "ROSTER_HOME/bench.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Benchmarks to run; without any, all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--contacts", paramLabel = "N", description = "Contacts in the large workspace; 1000000.")
    private int contacts = 1_000_000;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each load lasts; 10.")
    private int seconds = 10;

    @Option(names = "--warm-up", paramLabel = "N", description = "Seconds of each load before anything counts; 10.")
    private int warmUp = 10;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there too, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Runs one benchmark under Java's flight recorder, and prints the hottest frames.")
    private @Nullable String profile;

    @Override
    public Integer call() throws Exception {
        check();
        Logging.start(LogFormat.TEXT, Level.WARN);
        Path home = Path.of(System.getenv().getOrDefault("ROSTER_HOME", "./.roster"));
        Roster.bench(
                new Bench.Options(home, names, contacts, seconds, warmUp, json, profile),
                spec.commandLine().getOut());
        return 0;
    }

    private void check() {
        List<String> named = new ArrayList<>(names);
        if (profile != null) {
            named.add(profile);
        }
        for (String name : named) {
            if (!Bench.names().contains(name)) {
                throw misused(
                        "there is no benchmark %s; there are %s".formatted(name, String.join(", ", Bench.names())));
            }
        }
        if (contacts < 100 || seconds < 1 || warmUp < 0) {
            throw misused("--contacts must be at least 100, --seconds at least 1, --warm-up at least 0");
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
