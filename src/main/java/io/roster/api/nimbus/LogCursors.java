package io.roster.api.nimbus;

import io.roster.api.http.Seal;
import io.roster.changelog.FeedPlace;
import io.roster.changelog.LogPosition;
import io.roster.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The cursors of the change log's readers. They do not expire. */
final class LogCursors {
    private final Seal seal;

    LogCursors(Seal seal) {
        this.seal = seal;
    }

    String sealHistory(UUID workspaceId, UUID contactId, LogPosition before) {
        return seal.seal(history(workspaceId, contactId), bytes(text(before)));
    }

    LogPosition openHistory(UUID workspaceId, UUID contactId, String cursor) {
        return position(opened(history(workspaceId, contactId), cursor).split(" ", -1));
    }

    String sealFeed(UUID workspaceId, FeedPlace place) {
        String except = place.except() == null ? "" : " " + place.except();
        return seal.seal(feed(workspaceId), bytes(text(place.after()) + except));
    }

    FeedPlace openFeed(UUID workspaceId, String cursor) {
        String[] words = opened(feed(workspaceId), cursor).split(" ", -1);
        return new FeedPlace(position(words), words.length > 2 ? words[2] : null);
    }

    private String opened(String purpose, String cursor) {
        return seal.open(purpose, cursor)
                .map(payload -> new String(payload, StandardCharsets.UTF_8))
                .orElseThrow(
                        () -> Failure.invalid("cursor", "cursor must be the next_cursor of an answer of this list"));
    }

    private static String history(UUID workspaceId, UUID contactId) {
        return workspaceId + "|history|" + contactId + "|";
    }

    private static String feed(UUID workspaceId) {
        return workspaceId + "|changes|";
    }

    private static String text(LogPosition position) {
        return position.position() + " " + position.id();
    }

    private static LogPosition position(String[] words) {
        return new LogPosition(Long.parseLong(words[0]), UUID.fromString(words[1]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
