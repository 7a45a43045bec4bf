package io.roster.api.nimbus;

import io.roster.db.Tx;
import io.roster.failure.Failure;
import io.roster.filter.Filter;
import io.roster.filter.ListedValues;
import io.roster.id.IdKind;
import io.roster.segment.Segments;
import java.util.Arrays;
import java.util.UUID;

/** The list parameters that name something which the workspace has made: its segments and custom fields. */
record NamedFilters(Tx tx, UUID workspaceId, Segments segments) {
    private static final String CUSTOM = "custom_fields.";

    static boolean isCustomField(String name) {
        return name.startsWith(CUSTOM);
    }

    Filter customField(String name, String value) {
        return ListedValues.anyOf(segments.fields(tx, workspaceId).get(name, name), name, value);
    }

    /** The members of any of the segments between commas; one that isn't there is not found. */
    Filter segments(String value) {
        return new Filter.Any(Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .map(id -> segments.members(
                        tx, workspaceId, IdKind.SEGMENT.parse(id).orElseThrow(() -> Failure.notFound("Segment"))))
                .toList());
    }
}
