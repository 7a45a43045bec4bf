package io.roster.segment;

import io.roster.customfield.CustomFields;
import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.filter.Filter;
import io.roster.filter.FilterFields;
import io.roster.filter.FilterMatch;
import io.roster.filter.FilterReader;
import io.roster.filter.Subject;
import io.roster.filter.WrittenFilter;
import io.roster.id.IdKind;
import io.roster.id.UuidV7;
import io.roster.search.SqlSearch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be done with the segments of a workspace, and the reading of filters, which may name them. */
public final class Segments {
    private static final int MAX_SEGMENTS = 1_000;
    private static final String FIELD = "segment_id";

    /** Hears of segments that others may be in than before, by their ids as filters name them, in the same transaction. */
    @FunctionalInterface
    public interface Listener {
        void changed(Tx tx, UUID workspaceId, Set<String> segments);
    }

    private final SegmentStore store = new SegmentStore();
    private final CustomFields customFields;
    private final SqlSearch search;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final Listener listener;

    public Segments(CustomFields customFields, UuidV7 ids, InstantSource clock, Listener listener) {
        this.customFields = customFields;
        this.search = new SqlSearch(customFields);
        this.ids = ids;
        this.clock = clock;
        this.listener = listener;
    }

    /** The newest first; those after the place of that time and id where it is given. */
    public List<Segment> list(Tx tx, UUID workspaceId, Optional<Instant> createdAt, Optional<UUID> id, int limit) {
        return store.list(tx, workspaceId, createdAt.orElse(null), id.orElse(null), limit);
    }

    public long count(Tx tx, UUID workspaceId) {
        return store.count(tx, workspaceId);
    }

    public Segment get(Tx tx, UUID workspaceId, UUID id) {
        return store.find(tx, workspaceId, id).orElseThrow(() -> Failure.notFound("Segment"));
    }

    public Segment create(Tx tx, UUID workspaceId, SegmentDraft draft) {
        store.lock(tx, workspaceId);
        if (store.count(tx, workspaceId) >= MAX_SEGMENTS) {
            throw new Failure.Conflict(null, "A workspace has at most %d segments".formatted(MAX_SEGMENTS)).refusal();
        }
        Instant now = now();
        Segment segment = new Segment(ids.next(), draft.name(), draft.filter(), now, now);
        check(tx, workspaceId, segment);
        store.insert(tx, workspaceId, segment);
        return segment;
    }

    public Segment update(Tx tx, UUID workspaceId, UUID id, UnaryOperator<SegmentDraft> change) {
        store.lock(tx, workspaceId);
        Segment before = get(tx, workspaceId, id);
        SegmentDraft draft = change.apply(before.draft());
        if (draft.equals(before.draft())) {
            return before;
        }
        Segment after = new Segment(id, draft.name(), draft.filter(), before.createdAt(), now());
        check(tx, workspaceId, after);
        store.update(tx, workspaceId, after);
        if (!after.filter().equals(before.filter())) {
            listener.changed(tx, workspaceId, builtOn(tx, workspaceId, id));
        }
        return after;
    }

    /** Deletes a segment that no other one is built on. */
    public Segment delete(Tx tx, UUID workspaceId, UUID id) {
        store.lock(tx, workspaceId);
        Segment segment = get(tx, workspaceId, id);
        store.userOf(tx, workspaceId, FIELD, IdKind.SEGMENT.format(id)).ifPresent(user -> {
            throw new Failure.Conflict(null, "The segment is part of the segment \"%s\"".formatted(user)).refusal();
        });
        store.delete(tx, workspaceId, id);
        listener.changed(tx, workspaceId, Set.of(IdKind.SEGMENT.format(id)));
        return segment;
    }

    /** The segment and those that it is part of, directly or through others. */
    private Set<String> builtOn(Tx tx, UUID workspaceId, UUID id) {
        List<Segment> all = store.list(tx, workspaceId, null, null, MAX_SEGMENTS);
        Set<String> found = new HashSet<>(Set.of(IdKind.SEGMENT.format(id)));
        boolean more = true;
        while (more) {
            more = found.addAll(all.stream()
                    .filter(segment -> segment.filter().names(FIELD, found))
                    .map(segment -> IdKind.SEGMENT.format(segment.id()))
                    .toList());
        }
        return found;
    }

    /** How many contacts are in each of {@code segments}, in their order. */
    public List<Long> memberCounts(Tx tx, UUID workspaceId, List<Segment> segments) {
        List<Filter> filters = segments.stream()
                .map(segment -> members(tx, workspaceId, segment.id()))
                .toList();
        return filters.isEmpty() ? List.of() : search.counts(tx, workspaceId, filters);
    }

    /** Those that the contact is in, the newest first. */
    public List<Segment> of(Tx tx, Subject subject) {
        UUID workspaceId = subject.contact().workspaceId();
        return store.list(tx, workspaceId, null, null, MAX_SEGMENTS).stream()
                .filter(segment ->
                        FilterMatch.matches(Filter.segment(read(tx, workspaceId, "", segment.filter())), subject))
                .toList();
    }

    /** The filter of those who are in the segment; not found when there is none. */
    public Filter members(Tx tx, UUID workspaceId, UUID id) {
        return reader(tx, workspaceId).segment(id).orElseThrow(() -> Failure.notFound("Segment"));
    }

    /** The filter that {@code written} is, with what it names of the workspace's; refused with its place if it isn't one. */
    public Filter read(Tx tx, UUID workspaceId, String place, WrittenFilter written) {
        return reader(tx, workspaceId).read(place, written);
    }

    /** The same for the body of a search, whose own words may have a wrong letter each where it is {@code tolerant}. */
    public Filter search(Tx tx, UUID workspaceId, WrittenFilter written, boolean tolerant) {
        FilterReader reader = reader(tx, workspaceId);
        return tolerant ? reader.readTolerantly("", written) : reader.read("", written);
    }

    /** What can be named in filters and sorts. */
    public FilterFields fields(Tx tx, UUID workspaceId) {
        return new FilterFields(() -> customFields.current(tx, workspaceId));
    }

    /** A segment that uses a custom field, for {@link CustomFields}. */
    public static Optional<String> userOfCustomField(Tx tx, UUID workspaceId, String name) {
        return new SegmentStore()
                .userOf(tx, workspaceId, "custom_fields." + name, null)
                .map(segment -> "segment \"%s\"".formatted(segment));
    }

    /** Reads the filter as it will be stored, under a hold on the custom fields, so that none of them goes meanwhile. */
    private void check(Tx tx, UUID workspaceId, Segment segment) {
        customFields.forWriting(tx, workspaceId);
        reader(tx, workspaceId).readSegment(segment.id(), segment.filter());
    }

    private FilterReader reader(Tx tx, UUID workspaceId) {
        return new FilterReader(
                fields(tx, workspaceId), id -> store.find(tx, workspaceId, id).map(Segment::filter));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
