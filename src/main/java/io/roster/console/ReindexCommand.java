package io.roster.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roster reindex}: builds search indexes of a running server anew. */
@Command(
        name = "reindex",
        description = "Builds the search indexes of a running server anew from the database, and tells how far it is. "
                + "Searches are answered meanwhile. Each server has indexes of its own.")
public final class ReindexCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--workspace", paramLabel = "WS_ID", description = "Only that of this workspace, ws_….")
    private @Nullable String workspace;

    @Override
    public void run() {
        try (OperatorClient client = server.connect()) {
            new SearchIndexes(client, spec.commandLine().getOut()).run("reindex", workspace);
        }
    }
}
