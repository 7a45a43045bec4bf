package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.api.http.Reply;
import io.roster.db.Database;
import io.roster.engagement.Event;
import io.roster.engagement.EventQuery;
import io.roster.engagement.EventType;
import io.roster.engagement.Events;
import io.roster.failure.Failure;
import io.roster.filter.FieldType;
import io.roster.id.IdKind;
import io.roster.search.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The NimbusOS endpoints of engagement events: everybody's timeline, and the engine's door. */
final class NimbusEvents {
    private static final int MOST_PER_PAGE = 500;
    private static final int USUAL_PER_PAGE = 50;
    private static final int MOST_ROWS = 1_000;

    private final Database database;
    private final Events events;
    private final PageTokens tokens;

    NimbusEvents(Database database, Events events, PageTokens tokens) {
        this.database = database;
        this.events = events;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("event_type", "limit", "cursor"));
        UUID workspaceId = call.caller().workspaceId();
        UUID contactId = NimbusContacts.contactId(call);
        List<EventType> types = types(query);
        int limit = query.number("limit", MOST_PER_PAGE).orElse(USUAL_PER_PAGE);
        String list = "events of " + contactId + " " + types;
        EventQuery.Place after = query.one("cursor")
                .map(cursor -> place(tokens.open(workspaceId, list, List.of(FieldType.TIME), cursor)))
                .orElse(null);
        EventQuery wanted = new EventQuery(contactId, types, after, limit + 1);
        return database.read(tx -> {
            List<Event> found = events.list(tx, workspaceId, wanted);
            List<Event> rows = found.subList(0, Math.min(limit, found.size()));
            Optional<String> next = found.size() > limit
                    ? Optional.of(tokens.seal(workspaceId, list, position(rows.getLast())))
                    : Optional.empty();
            return Reply.json(
                    200, NimbusPage.write(rows, NimbusEvents::write, next, events.count(tx, workspaceId, wanted)));
        });
    }

    /** Takes what the engine has seen; one row that is refused leaves the others be. */
    Reply record(Call call) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.body());
        Given<List<JsonNode>> given = body.array("events");
        List<JsonNode> nodes = given.required();
        body.refuseOthers(Set.of());
        if (nodes.isEmpty() || nodes.size() > MOST_ROWS) {
            throw Failure.invalid(given.place(), "events must have 1 to %d elements".formatted(MOST_ROWS));
        }
        List<NimbusEventRow> rows = nodes.stream().map(NimbusEventRow::of).toList();
        return call.write(tx -> Reply.json(
                200, NimbusEventRow.answer(rows, events.record(tx, call.caller(), NimbusEventRow.drafts(rows)))));
    }

    static void write(JsonOut out, Event event) {
        out.object(fields -> fields.text("id", IdKind.EVENT.format(event.id()))
                .text("contact_id", IdKind.CONTACT.format(event.contactId()))
                .text("event_type", event.type().wire())
                .instant("occurred_at", event.occurredAt())
                .text("source", event.source())
                .raw("properties", event.properties()));
    }

    /** Any of those between commas; given several times, those that are in each. */
    private static List<EventType> types(Query query) {
        List<EventType> types = null;
        for (String value : query.all("event_type")) {
            List<EventType> these = new ArrayList<>();
            for (String name : value.split(",", -1)) {
                these.add(EventType.of(name.strip())
                        .orElseThrow(() -> Failure.invalid(
                                "event_type", "event_type must be any of %s".formatted(EventType.NAMES))));
            }
            these = these.stream().distinct().sorted().toList();
            types = types == null
                    ? these
                    : types.stream().filter(these::contains).toList();
        }
        if (types == null) {
            return List.of();
        }
        if (types.isEmpty()) {
            throw Failure.invalid("event_type", "No event is of two types at once; separate types by commas");
        }
        return types;
    }

    private static EventQuery.Place place(Position position) {
        return new EventQuery.Place((Instant) position.values().getFirst(), position.id());
    }

    private static Position position(Event event) {
        return new Position(List.of(event.occurredAt()), event.id());
    }
}
