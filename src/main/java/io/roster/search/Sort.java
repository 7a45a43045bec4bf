package io.roster.search;

import io.roster.filter.FilterField;
import java.util.List;

/**
 * The order of a list: by these keys, and by id where they are equal, so that it is always total. Text goes by code
 * point; missing values come last in either direction.
 */
public record Sort(List<Key> keys) {
    /** One field and its direction. */
    public record Key(FilterField field, boolean descending) {}

    public Sort {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a sort has at least one key");
        }
    }

    public static Sort by(FilterField field, boolean descending) {
        return new Sort(List.of(new Key(field, descending)));
    }

    /** The id's direction is the first key's, so that one index serves both. */
    public boolean idDescending() {
        return keys.getFirst().descending();
    }
}
