package io.roster.search;

import io.roster.failure.Failure;
import io.roster.filter.ContactField;
import io.roster.filter.FilterField;
import io.roster.filter.FilterFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the sort of a search: up to four fields, each with its direction. */
public final class SortReader {
    /** The newest first. */
    public static final Sort NEWEST = Sort.by(ContactField.CREATED_AT, true);

    private static final int MAX_KEYS = 4;

    /** One line of a sort as somebody wrote it, not checked yet. */
    public record Line(String field, String direction) {}

    private SortReader() {}

    /** The sort, or refused with the place of the line at fault, such as {@code sort[1].field}; no line: newest first. */
    public static Sort read(FilterFields fields, List<Line> lines) {
        if (lines.size() > MAX_KEYS) {
            throw Failure.invalid("sort", "sort takes at most %d fields".formatted(MAX_KEYS));
        }
        List<Sort.Key> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Line line : lines) {
            String place = "sort[%d]".formatted(keys.size());
            FilterField field = fields.sortable(place + ".field", line.field());
            if (!seen.add(line.field())) {
                throw Failure.invalid(place + ".field", "%s is there twice".formatted(line.field()));
            }
            keys.add(new Sort.Key(field, isDescending(place + ".direction", line.direction())));
        }
        return keys.isEmpty() ? NEWEST : new Sort(keys);
    }

    private static boolean isDescending(String place, String direction) {
        return switch (direction) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw Failure.invalid(place, "%s must be asc or desc".formatted(place));
        };
    }
}
