package io.roster.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code roster workspace}: the workspaces of a running server. */
@Command(
        name = "workspace",
        description = "Makes workspaces on a running server, and lists them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {WorkspaceCommand.Create.class, WorkspaceCommand.Lists.class})
public final class WorkspaceCommand {
    static final String PATH = "/api/v1/admin/workspaces/";

    private static final List<String> COLUMNS = List.of("id", "name", "account_id", "created_at");

    /** {@code roster workspace create}. */
    @Command(name = "create", description = "Makes a workspace.")
    static final class Create implements Runnable {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Mixin
        private Display display = new Display();

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name = "";

        @Option(
                names = "--account",
                paramLabel = "ACCT_ID",
                description = "The account that it belongs to. Default: a new one of its own.")
        private @Nullable String account;

        @Override
        public void run() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name));
            if (account != null) {
                body.put("account_id", account);
            }
            try (OperatorClient client = server.connect()) {
                display.object(client.post(PATH, body));
            }
        }
    }

    /** {@code roster workspace list}. */
    @Command(name = "list", description = "Lists all workspaces.")
    static final class Lists implements Runnable {
        @Mixin
        private ServerOptions server = new ServerOptions();

        @Mixin
        private Display display = new Display();

        @Override
        public void run() {
            try (OperatorClient client = server.connect()) {
                display.rows(client.all(PATH), COLUMNS);
            }
        }
    }
}
