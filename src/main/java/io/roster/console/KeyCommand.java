package io.roster.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster key}: the API keys of a workspace of a running server. */
@Command(
        name = "key",
        description = "Makes API keys of a workspace on a running server, revokes them, and lists them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeyCommand.Create.class, KeyCommand.Revoke.class, KeyCommand.Lists.class})
public final class KeyCommand {
    private static final List<String> COLUMNS =
            List.of("id", "name", "prefix", "scopes", "rate_limit", "created_at", "revoked_at");

    /** {@code roster key create}. */
    @Command(name = "create", description = "Makes an API key, and shows it this once.")
    static final class Create implements Runnable {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Mixin
        private Display display = new Display();

        @Mixin
        private OfWorkspace workspace = new OfWorkspace();

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name = "";

        @Option(
                names = "--scopes",
                required = true,
                split = ",",
                paramLabel = "SCOPE",
                description = "What it may do, separated by commas, such as contacts:read,contacts:write; '*' is all.")
        private List<String> scopes = List.of();

        @Option(
                names = "--rate-limit",
                paramLabel = "N/s",
                description = "How often it may call: N/s, N/m or off. Default: the server's ROSTER_RATE_LIMIT.")
        private @Nullable String rateLimit;

        @Override
        public void run() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name, "scopes", scopes));
            if (rateLimit != null) {
                body.put("rate_limit", rateLimit);
            }
            try (OperatorClient client = server.connect()) {
                display.object(client.post(workspace.keys(), body));
            }
        }
    }

    /** {@code roster key revoke}. */
    @Command(name = "revoke", description = "Revokes an API key: within 5 seconds no server takes it any more.")
    static final class Revoke implements Runnable {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Mixin
        private Display display = new Display();

        @Mixin
        private OfWorkspace workspace = new OfWorkspace();

        @Parameters(paramLabel = "KEY_ID", description = "The key's id, key_….")
        private String key = "";

        @Override
        public void run() {
            try (OperatorClient client = server.connect()) {
                display.object(client.delete(workspace.keys() + OperatorClient.segment(key) + "/"));
            }
        }
    }

    /** {@code roster key list}. */
    @Command(name = "list", description = "Lists the API keys of a workspace, without the keys themselves.")
    static final class Lists implements Runnable {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Mixin
        private Display display = new Display();

        @Mixin
        private OfWorkspace workspace = new OfWorkspace();

        @Override
        public void run() {
            try (OperatorClient client = server.connect()) {
                display.rows(client.all(workspace.keys()), COLUMNS);
            }
        }
    }

    /** The workspace whose keys are meant. */
    static final class OfWorkspace {
        @Option(names = "--workspace", required = true, paramLabel = "WS_ID", description = "The workspace's id, ws_….")
        private String id = "";

        String keys() {
            return WorkspaceCommand.PATH + OperatorClient.segment(id) + "/api-keys/";
        }
    }
}
