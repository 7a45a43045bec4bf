package io.roster;

import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code roster demo}: a server to try things on, in the foreground. */
@Command(
        name = "demo",
        description = "Runs a server with 2,000 made-up contacts on a throw-away home, and says how to call it.")
final class DemoCommand implements Callable<Integer> {
    /** A throw-away must never write into somebody's home or database, so it has its own. */
    private static final List<String> UNUSED = List.of("ROSTER_HOME", "ROSTER_DATABASE_URL");

    /** What can be set: as for {@code serve}, but for where things are kept. */
    static final List<Setting<?>> SETTINGS = Config.SETTINGS.stream()
            .filter(setting -> !UNUSED.contains(setting.variable()))
            .toList();

    private static final String PORT = "ROSTER_PORT";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Config config = config(
                new HashMap<>(System.getenv()),
                SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        PrintWriter out = spec.commandLine().getOut();
        Foreground.run(() -> {
            Demo demo = Demo.start(config, Path.of(System.getProperty("java.io.tmpdir")), programs());
            out.println("roster ready on " + demo.welcome().url());
            out.print(demo.welcome().text());
            out.flush();
            return demo;
        });
        return 0;
    }

    private Config config(Map<String, String> environment, Map<String, String> options) {
        for (String variable : UNUSED) {
            if (!Optional.ofNullable(environment.remove(variable)).orElse("").isEmpty()) {
                say(variable + " is not used: the demo has its own, and leaves yours alone");
            }
        }
        Config config = Config.read(environment, options);
        boolean asked = !environment.getOrDefault(PORT, "").isEmpty()
                || !options.getOrDefault("--port", "").isEmpty();
        if (asked || isFree(config.host(), config.port())) {
            return config;
        }
        say("port %d is taken, so another one is used".formatted(config.port()));
        environment.put(PORT, "0");
        return Config.read(environment, options);
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("roster: " + line);
        err.flush();
    }

    /** Where programs keep what they can make anew, by the XDG Base Directory Specification. */
    static Path programs() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path folder = cache.startsWith("/") ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
        return folder.resolve("roster");
    }
}
