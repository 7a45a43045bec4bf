package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.JsonOut;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.api.http.Reply;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.filter.FieldType;
import io.roster.filter.WrittenFilter;
import io.roster.id.IdKind;
import io.roster.search.Position;
import io.roster.segment.Segment;
import io.roster.segment.SegmentDraft;
import io.roster.segment.Segments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The NimbusOS segment endpoints. */
final class NimbusSegments {
    private static final Set<String> READ_ONLY = Set.of("id", "member_count", "created_at", "updated_at");
    private static final WrittenFilter EVERYTHING = new WrittenFilter(List.of(), WrittenFilter.AND);
    private static final String LIST = "segments";

    private final Database database;
    private final Segments segments;
    private final PageTokens tokens;

    private record Counted(Segment segment, long members) {}

    NimbusSegments(Database database, Segments segments, PageTokens tokens) {
        this.database = database;
        this.segments = segments;
        this.tokens = tokens;
    }

    Reply list(Call call) {
        Query query = call.query();
        query.allowOnly(Set.of("page_size", "cursor", "include_total"));
        int size = NimbusPage.size(query);
        boolean withTotal = NimbusPage.flag(query, "include_total").orElse(true);
        UUID workspaceId = call.caller().workspaceId();
        Optional<Position> after =
                query.one("cursor").map(cursor -> tokens.open(workspaceId, LIST, List.of(FieldType.TIME), cursor));
        return database.read(tx -> {
            List<Segment> found = segments.list(
                    tx,
                    workspaceId,
                    after.map(position -> (Instant) position.values().getFirst()),
                    after.map(Position::id),
                    size + 1);
            List<Segment> rows = found.subList(0, Math.min(size, found.size()));
            Optional<String> next = found.size() > size
                    ? Optional.of(tokens.seal(workspaceId, LIST, position(rows.getLast())))
                    : Optional.empty();
            Long total = withTotal ? segments.count(tx, workspaceId) : null;
            return Reply.json(
                    200, NimbusPage.write(counted(tx, workspaceId, rows), NimbusSegments::write, next, total));
        });
    }

    Reply create(Call call) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.body());
        SegmentDraft draft = new SegmentDraft(body.text("name").required(), NimbusFilters.read(body, EVERYTHING));
        body.refuseOthers(READ_ONLY);
        UUID workspaceId = call.caller().workspaceId();
        return call.write(tx -> {
            Segment segment = segments.create(tx, workspaceId, draft);
            return reply(tx, workspaceId, 201, segment)
                    .with("Location", "/api/v1/segments/" + IdKind.SEGMENT.format(segment.id()) + "/");
        });
    }

    Reply get(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        return database.read(tx -> reply(tx, workspaceId, 200, segments.get(tx, workspaceId, id(call))));
    }

    Reply update(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        UUID id = id(call);
        Fields body = Fields.of(call.body());
        return call.write(tx -> reply(tx, workspaceId, 200, segments.update(tx, workspaceId, id, before -> {
            String name = body.text("name").isGiven() ? body.text("name").required() : before.name();
            SegmentDraft draft = new SegmentDraft(name, NimbusFilters.read(body, before.filter()));
            body.refuseOthers(READ_ONLY);
            return draft;
        })));
    }

    Reply delete(Call call) {
        call.query().allowOnly(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        UUID id = id(call);
        return call.write(tx -> {
            Reply gone = reply(tx, workspaceId, 200, segments.get(tx, workspaceId, id));
            segments.delete(tx, workspaceId, id);
            return gone;
        });
    }

    private Reply reply(Tx tx, UUID workspaceId, int status, Segment segment) {
        Counted counted = counted(tx, workspaceId, List.of(segment)).getFirst();
        return Reply.json(status, JsonOut.write(out -> write(out, counted)));
    }

    private List<Counted> counted(Tx tx, UUID workspaceId, List<Segment> rows) {
        List<Long> members = segments.memberCounts(tx, workspaceId, rows);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Counted(rows.get(i), members.get(i)))
                .toList();
    }

    private static void write(JsonOut out, Counted counted) {
        Segment segment = counted.segment();
        out.object(fields -> {
            fields.text("id", IdKind.SEGMENT.format(segment.id()));
            fields.text("name", segment.name());
            NimbusFilters.write(fields, segment.filter());
            fields.integer("member_count", counted.members());
            fields.instant("created_at", segment.createdAt());
            fields.instant("updated_at", segment.updatedAt());
        });
    }

    private static Position position(Segment segment) {
        return new Position(List.of(segment.createdAt()), segment.id());
    }

    private static UUID id(Call call) {
        return IdKind.SEGMENT.parse(call.path("id")).orElseThrow(() -> Failure.notFound("Segment"));
    }
}
