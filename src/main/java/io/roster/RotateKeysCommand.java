package io.roster;

import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster rotate-keys}: a new key to sign access tokens with, while a server runs or not. */
@Command(
        name = "rotate-keys",
        description = "Makes a new key to sign access tokens with. Tokens of the old one hold until they expire, "
                + "within an hour. Servers on the same database go on running, and take the new one within seconds.")
final class RotateKeysCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Config config = Config.read(
                System.getenv(), SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        spec.commandLine().getOut().println("access tokens are signed with the new key " + Roster.rotateKeys(config));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
