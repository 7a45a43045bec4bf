package io.roster;

import io.roster.console.KeyCommand;
import io.roster.console.WorkspaceCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Each command is a class in {@code subcommands}; one that works on a server or its database takes the
 * settings. The launcher itself knows two commands more, {@code test} and {@code package}, which are the source tree's.
 */
@Command(
        name = "roster",
        description = "A self-hosted, multi-tenant contacts server.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            RotateKeysCommand.class,
            EraseReplayCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            AotTrainingCommand.class,
            WebhookListenCommand.class,
            WorkspaceCommand.class,
            KeyCommand.class,
            BenchCommand.class
        },
        footer = {
            "  test             Runs the whole test suite, from the source tree.",
            "  package          Makes a package that needs no JDK, from the source tree."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        CommandLine main = new CommandLine(new Main());
        main.getSubcommands().forEach((name, command) -> complete(command, settings(name)));
        return main.setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::misused)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static void complete(CommandLine command, List<Setting<?>> settings) {
        SettingOptions.addTo(command, settings);
        command.getSubcommands().values().forEach(below -> complete(below, List.of()));
    }

    private static List<Setting<?>> settings(String command) {
        return switch (command) {
            case "demo" -> DemoCommand.SETTINGS;
            case "webhook-listen", "workspace", "key", "aot-training", "bench" ->
                List.of(); // of no home or database of one's own
            default -> Config.SETTINGS;
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    private static int misused(ParameterException e, @Nullable String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        say(e.getCommandLine().getErr(), complaint(e) + "; try: " + command + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static String complaint(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().getFirst();
            String name = argument.replaceFirst("=.*", ""); // the value of a mistyped option may be a secret
            return (argument.startsWith("-") ? "Unknown option " : "Unknown command or argument ") + name;
        }
        return String.valueOf(e.getMessage());
    }

    private static int failed(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (e) {
            case BadConfig bad -> bad.faults().forEach(fault -> say(err, fault));
            case StartupFailure failure -> {
                LoggerFactory.getLogger(Main.class).debug("the start failed", failure);
                say(err, failure.getMessage());
            }
            case CommandFailure failure -> {
                LoggerFactory.getLogger(Main.class).debug("the command failed", failure);
                say(err, failure.getMessage());
            }
            default -> LoggerFactory.getLogger(Main.class).error("the start failed", e);
        }
        return e instanceof BadConfig ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(PrintWriter err, @Nullable String line) {
        err.println("roster: " + String.valueOf(line).replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"roster " + Optional.ofNullable(version).orElse("(not packaged)")};
        }
    }
}
