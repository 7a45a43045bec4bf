package io.roster.console;

import io.roster.Config;
import io.roster.Syntax;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Which server a command talks to, and as whom: a mixin for all commands that do. The key is no option, for other users
 * of the machine can see those.
 */
public final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the server is. Default: ROSTER_PUBLIC_URL, else ROSTER_HOST and ROSTER_PORT.")
    private @Nullable String url;

    @Option(
            names = "--home",
            paramLabel = "ROSTER_HOME",
            description = "The server's home, of which admin.key is used when ROSTER_ADMIN_KEY is not set. "
                    + "Default: ./.roster.")
    private @Nullable String home;

    /** A client of that server, which is not called yet. */
    public OperatorClient connect() {
        Config config = Config.read(System.getenv(), home == null ? Map.of() : Map.of("--home", home));
        return new OperatorClient(url == null ? address(config) : given(url), FoundKey.of(config));
    }

    private URI given(String text) {
        try {
            return Syntax.publicUrl(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--url must be an http or https URL without user, query and fragment");
        }
    }

    private URI address(Config config) {
        if (config.publicUrl().isPresent()) {
            return config.publicUrl().get();
        }
        if (config.port() == 0) {
            throw new ParameterException(
                    spec.commandLine(), "ROSTER_PORT is 0, so the server took a free port: say which with --url");
        }
        String host = reachable(config.host());
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, config.port()));
    }

    /** A server that binds all addresses of its machine is reached by the loopback one. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
    }
}
