package io.roster;

import io.roster.id.IdKind;
import io.roster.json.Json;
import io.roster.log.LogFormat;
import io.roster.log.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** {@code roster erase-replay}: after a restored backup, erases again whom a copy of the retention log names. */
@Command(
        name = "erase-replay",
        description = "Erases again whom a copy of a workspace's retention log names, after a backup was restored that "
                + "is older than those erasures. Run it before the server is started.")
final class EraseReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--workspace", required = true, paramLabel = "WS_ID", description = "The workspace's id, ws_….")
    private String workspace = "";

    @Parameters(
            paramLabel = "FILE",
            description = "A line for each entry, or for each page, of GET /api/v1/gdpr/retention-log/.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        UUID workspaceId = IdKind.WORKSPACE
                .parse(workspace)
                .orElseThrow(() -> misused("--workspace must be the id of a workspace, which begins with ws_"));
        List<UUID> contacts = contacts();
        Config config = Config.read(
                System.getenv(), SettingOptions.given(spec.commandLine().getParseResult()));
        Logging.start(config.log().orElseGet(LogFormat::ofStandardError), config.logLevel());
        try (EraseReplay replay = Roster.eraseReplay(config)) {
            int erased = replay.erase(workspaceId, contacts);
            spec.commandLine()
                    .getOut()
                    .println("%d erased again, %d were not there".formatted(erased, contacts.size() - erased));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private List<UUID> contacts() {
        List<UUID> contacts = new ArrayList<>();
        int number = 0;
        for (String line : lines()) {
            number++;
            if (!line.isBlank()) {
                contacts.addAll(contacts(line, number));
            }
        }
        return contacts.stream().distinct().toList();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw misused("FILE cannot be read: " + file);
        }
    }

    private List<UUID> contacts(String line, int number) {
        try {
            Map<String, Object> object = Json.readObject(line);
            List<?> entries = object.get("data") instanceof List<?> page ? page : List.of(object);
            return entries.stream()
                    .map(entry -> contact(entry).orElseThrow(() -> noEntry(number)))
                    .toList();
        } catch (JacksonException e) {
            throw noEntry(number);
        }
    }

    private static Optional<UUID> contact(@Nullable Object entry) {
        return entry instanceof Map<?, ?> map && map.get("contact_id") instanceof String id
                ? IdKind.CONTACT.parse(id)
                : Optional.empty();
    }

    private ParameterException noEntry(int line) {
        return misused("FILE has no entry of a retention log in line %d".formatted(line));
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
