package io.roster.api.nodestash;

import io.roster.failure.Failure;
import io.roster.filter.ContactField;
import io.roster.search.Sort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The sort parameter of the nodestash dialect: fields between commas, a minus before one for descending. */
final class NodestashSort {
    static final Sort DEFAULT = Sort.by(ContactField.CREATED_AT, true);

    private static final List<ContactField> FIELDS = List.of(
            ContactField.CREATED_AT,
            ContactField.UPDATED_AT,
            ContactField.EMAIL,
            ContactField.FIRST_NAME,
            ContactField.LAST_NAME);

    private NodestashSort() {}

    static Sort parse(String text) {
        List<Sort.Key> keys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : text.split(",", -1)) {
            Sort.Key key = key(part.strip());
            if (!seen.add(key.field().wire())) {
                throw Failure.invalid(
                        "sort", "sort names %s twice".formatted(key.field().wire()));
            }
            keys.add(key);
        }
        return new Sort(keys);
    }

    private static Sort.Key key(String text) {
        boolean descending = text.startsWith("-");
        String name = descending ? text.substring(1) : text;
        return FIELDS.stream()
                .filter(field -> field.wire().equals(name))
                .map(field -> new Sort.Key(field, descending))
                .findFirst()
                .orElseThrow(() -> Failure.invalid(
                        "sort",
                        "sort must be a comma-separated list of any of %s, each with a - before it for descending"
                                .formatted(
                                        FIELDS.stream().map(ContactField::wire).collect(Collectors.joining(", ")))));
    }
}
