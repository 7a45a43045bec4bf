package io.roster.console;

import io.roster.CommandFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The search indexes of a running server, as commands see them: begun with, and followed until they are done. */
final class SearchIndexes {
    static final String PATH = "/api/v1/admin/search/";

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Set<Object> UNDER_WAY = Set.of("opening", "building", "expunging");

    private final OperatorClient client;
    private final PrintWriter out;
    private final Map<Object, String> told = new HashMap<>();

    SearchIndexes(OperatorClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    List<Map<String, Object>> all() {
        return OperatorClient.data(client.get(PATH));
    }

    /** Has {@code work} done with the workspace's index, or with all, and tells how far it is until it is done. */
    void run(String work, @Nullable String workspace) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (workspace != null) {
            body.put("workspace_id", workspace);
        }
        Set<Object> chosen = OperatorClient.data(client.post(PATH + work + "/", body)).stream()
                .map(index -> index.getOrDefault("workspace_id", ""))
                .collect(Collectors.toSet());
        if (chosen.isEmpty()) {
            tell("there are no search indexes on this server");
        }
        while (isUnderWay(chosen)) {
            pause();
        }
    }

    private boolean isUnderWay(Set<Object> chosen) {
        boolean underWay = false;
        for (Map<String, Object> index : all()) {
            Object workspace = index.getOrDefault("workspace_id", "");
            if (chosen.contains(workspace)) {
                underWay |= UNDER_WAY.contains(index.getOrDefault("state", ""));
                String line = line(index);
                if (!line.equals(told.put(workspace, line))) {
                    tell(line);
                }
            }
        }
        return underWay;
    }

    private static String line(Map<String, Object> index) {
        Object workspace = index.get("workspace_id");
        return switch (String.valueOf(index.get("state"))) {
            case "building" -> "%s building: %s of %s".formatted(workspace, index.get("built"), index.get("to_build"));
            case "ready" -> "%s ready: %s contacts".formatted(workspace, index.get("documents"));
            case "failed" ->
                throw new CommandFailure("the index of %s has failed; see the server's log".formatted(workspace));
            case String state -> "%s %s".formatted(workspace, state);
        };
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted; the server goes on", e);
        }
    }
}
