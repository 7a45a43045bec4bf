package io.roster.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster search}: the search indexes of a running server. */
@Command(
        name = "search",
        description = "Lists the search indexes of a running server, and rids them of what was erased.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SearchCommand.Expunge.class, SearchCommand.Lists.class})
public final class SearchCommand {
    private static final List<String> COLUMNS =
            List.of("workspace_id", "state", "documents", "built", "to_build", "pending_changes", "bytes");

    /** {@code roster search expunge}. */
    @Command(
            name = "expunge",
            description = "Rewrites what has deleted contacts in it, so that nothing of them is left in any file.")
    static final class Expunge implements Runnable {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOptions server = new ServerOptions();

        @Option(names = "--workspace", paramLabel = "WS_ID", description = "Only those of this workspace, ws_….")
        private @Nullable String workspace;

        @Override
        public void run() {
            try (OperatorClient client = server.connect()) {
                new SearchIndexes(client, spec.commandLine().getOut()).run("expunge", workspace);
            }
        }
    }

    /** {@code roster search list}. */
    @Command(name = "list", description = "Lists the indexes, and how they are.")
    static final class Lists implements Runnable {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOptions server = new ServerOptions();

        @Mixin
        private Display display = new Display();

        @Override
        public void run() {
            try (OperatorClient client = server.connect()) {
                display.rows(new SearchIndexes(client, spec.commandLine().getOut()).all(), COLUMNS);
            }
        }
    }
}
