package io.roster.search.local;

import io.roster.id.IdKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of all search indexes of this server. */
final class IndexHome {
    private static final String CLEANED = "cleaned";

    private final Path folder;

    IndexHome(Path folder) {
        this.folder = folder;
    }

    IndexFolder of(UUID workspaceId) {
        return new IndexFolder(folder.resolve(IdKind.WORKSPACE.format(workspaceId)));
    }

    /** The workspaces that there is something of. */
    List<UUID> workspaces() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> IdKind.WORKSPACE.parse(path.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When all of them were last cleaned; empty if never. */
    Optional<Instant> cleanedAt() throws IOException {
        Path note = folder.resolve(CLEANED);
        return Files.exists(note) ? Optional.of(Instant.parse(Files.readString(note))) : Optional.empty();
    }

    void cleaned(Instant at) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CLEANED), at.toString());
    }
}
