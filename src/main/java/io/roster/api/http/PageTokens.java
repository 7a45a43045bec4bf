package io.roster.api.http;

import io.roster.failure.Failure;
import io.roster.filter.FieldType;
import io.roster.search.ContactQuery;
import io.roster.search.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cursors: a place in a list, sealed so that a caller can keep it and do nothing else with it. The seal covers the
 * workspace and the query, so that a cursor opens nothing but the list that it came from.
 */
public final class PageTokens {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Seal seal;

    public PageTokens(Seal seal) {
        this.seal = seal;
    }

    public String seal(UUID workspaceId, ContactQuery query, Position position) {
        return seal(workspaceId, query.fingerprint(), position);
    }

    /** The same for a list of anything else; {@code list} says which, and no contact query can say the same. */
    public String seal(UUID workspaceId, String list, Position position) {
        List<@Nullable Object> place = new ArrayList<>();
        position.values().forEach(value -> place.add(written(value)));
        place.add(position.id().toString());
        return seal.seal(purpose(workspaceId, list), MAPPER.writeValueAsBytes(place));
    }

    /** The place that {@code text} seals; anything but a cursor of this very list is refused. */
    public Position open(UUID workspaceId, ContactQuery query, String text) {
        return open(
                workspaceId,
                query.fingerprint(),
                query.sort().keys().stream().map(key -> key.field().type()).toList(),
                text);
    }

    /** The same for a list of anything else, whose places have values of {@code types}. */
    public Position open(UUID workspaceId, String list, List<FieldType> types, String text) {
        byte[] payload = seal.open(purpose(workspaceId, list), text).orElseThrow(PageTokens::refused);
        JsonNode place = MAPPER.readTree(payload);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(read(types.get(i), place.get(i)));
        }
        return new Position(values, UUID.fromString(place.get(types.size()).stringValue()));
    }

    private static String purpose(UUID workspaceId, String list) {
        return workspaceId + "|" + list + "|";
    }

    private static @Nullable Object written(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Instant at -> at.toEpochMilli();
            case Boolean flag -> flag;
            case Object other -> other.toString();
        };
    }

    private static @Nullable Object read(FieldType type, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return switch (type) {
            case TEXT, DATE -> value.stringValue();
            case NUMBER -> new BigDecimal(value.stringValue());
            case BOOLEAN -> value.booleanValue();
            case TIME -> Instant.ofEpochMilli(value.longValue());
            case ID -> UUID.fromString(value.stringValue());
            case TEXTS, CHOICES -> throw new IllegalArgumentException("a list of texts is nothing to sort by");
        };
    }

    private static RuntimeException refused() {
        return Failure.invalid(
                "cursor", "cursor must be the next_cursor of the same list, with the same filters and sort");
    }
}
