package io.roster.api.nimbus;

import io.roster.api.http.Seal;
import io.roster.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Cursors of lists whose order is that of the ids: the id of the last row, sealed for the one list. */
final class IdCursors {
    private final Seal seal;

    IdCursors(Seal seal) {
        this.seal = seal;
    }

    /** @param list tells the list, with its filters, from all others of the workspace */
    String seal(UUID workspaceId, String list, UUID last) {
        return seal.seal(purpose(workspaceId, list), last.toString().getBytes(StandardCharsets.UTF_8));
    }

    UUID open(UUID workspaceId, String list, String cursor) {
        return seal.open(purpose(workspaceId, list), cursor)
                .map(payload -> UUID.fromString(new String(payload, StandardCharsets.UTF_8)))
                .orElseThrow(() -> Failure.invalid(
                        "cursor", "cursor must be the next_cursor of the same list, with the same filters"));
    }

    private static String purpose(UUID workspaceId, String list) {
        return workspaceId + "|" + list + "|";
    }
}
