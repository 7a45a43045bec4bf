package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.JsonOut;
import io.roster.api.http.Query;
import io.roster.api.http.Reply;
import io.roster.api.http.Seal;
import io.roster.changelog.ChangeFeed;
import io.roster.changelog.ChangeHistory;
import io.roster.changelog.FeedPlace;
import io.roster.changelog.LogPosition;
import io.roster.changelog.LoggedChange;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.failure.Failure;
import io.roster.id.IdKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What happened to one contact, and the feed of what happens to all of a workspace. */
final class NimbusChanges {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_WAIT = 30;

    private final Database database;
    private final Contacts contacts;
    private final ChangeHistory history;
    private final ChangeFeed feed;
    private final LogCursors cursors;

    NimbusChanges(Database database, Contacts contacts, ChangeHistory history, ChangeFeed feed, Seal seal) {
        this.database = database;
        this.contacts = contacts;
        this.history = history;
        this.feed = feed;
        this.cursors = new LogCursors(seal);
    }

    Reply history(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("page_size", "cursor", "include_total"));
        UUID workspaceId = call.caller().workspaceId();
        UUID id = NimbusContacts.contactId(call);
        LogPosition before = query.one("cursor")
                .map(text -> cursors.openHistory(workspaceId, id, text))
                .orElse(LogPosition.LAST);
        int size = NimbusPage.size(query);
        boolean withTotal = NimbusPage.flag(query, "include_total").orElse(true);
        ChangeHistory.Page page = database.read(tx -> {
            contacts.get(tx, workspaceId, id);
            return history.before(tx, workspaceId, id, before, size, withTotal);
        });
        return Reply.json(
                200,
                NimbusPage.write(
                        page.changes(),
                        (out, change) -> out.object(fields -> writeStep(fields, change)),
                        page.next().map(position -> cursors.sealHistory(workspaceId, id, position)),
                        page.total()));
    }

    Reply feed(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("cursor", "limit", "wait", "start"));
        UUID workspaceId = call.caller().workspaceId();
        int limit = query.number("limit", MAX_LIMIT).orElse(DEFAULT_LIMIT);
        Duration wait = Duration.ofSeconds(query.number("wait", 0, MAX_WAIT).orElse(0));
        FeedPlace place = place(workspaceId, query);
        ChangeFeed.Part part = feed.read(workspaceId, place, limit, wait);
        Set<UUID> ids = part.changes().stream().map(LoggedChange::contactId).collect(Collectors.toSet());
        Map<UUID, Contact> current =
                ids.isEmpty() ? Map.of() : database.read(tx -> contacts.those(tx, workspaceId, ids));
        return Reply.json(200, write(part, current, cursors.sealFeed(workspaceId, part.next())));
    }

    private FeedPlace place(UUID workspaceId, Query query) {
        if (query.one("cursor").isPresent() && query.one("start").isPresent()) {
            throw Failure.invalid("start", "start is for the first call; with a cursor, leave it out");
        }
        return query.one("cursor")
                .map(text -> cursors.openFeed(workspaceId, text))
                .orElseGet(() -> switch (query.one("start").orElse("beginning")) {
                    case "beginning" -> FeedPlace.BEGINNING;
                    case "now" -> feed.now();
                    default -> throw Failure.invalid("start", "start must be beginning or now");
                });
    }

    private static byte[] write(ChangeFeed.Part part, Map<UUID, Contact> current, String next) {
        return JsonOut.write(out ->
                out.object(page -> page.array("data", part.changes(), change -> writeChange(page, change, current))
                        .object("meta", meta -> meta.text("next_cursor", next).bool("has_more", part.hasMore()))));
    }

    private static void writeChange(JsonOut out, LoggedChange change, Map<UUID, Contact> current) {
        out.object(fields -> {
            fields.text("id", IdKind.EVENT.format(change.position().id()));
            fields.text("type", change.type());
            fields.text("contact_id", IdKind.CONTACT.format(change.contactId()));
            writeStep(fields, change);
            Contact contact = current.get(change.contactId());
            if (contact == null) {
                fields.nothing("contact");
            } else {
                fields.name("contact");
                NimbusContactJson.write(fields, contact);
            }
        });
    }

    private static void writeStep(JsonOut out, LoggedChange change) {
        out.instant("at", change.at())
                .text("actor", change.actor())
                .text("source", change.source())
                .raw("changes", change.changes());
    }
}
