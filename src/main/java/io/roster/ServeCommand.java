package io.roster;

import io.roster.log.LogFormat;
import io.roster.log.Logging;
import io.roster.work.Rounds;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster serve}: the server in the foreground. */
@Command(name = "serve", description = "Runs the server in the foreground until it gets SIGTERM or SIGINT.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Config config = Config.read(
                System.getenv(), SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        PrintWriter out = spec.commandLine().getOut();
        try (Rounds _ = MemoryKeeper.start()) {
            Foreground.run(() -> {
                Roster roster = Roster.start(config);
                out.println("roster ready on " + roster.url());
                out.flush();
                return roster;
            });
        }
        return 0;
    }
}
