package io.roster.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a sorted list: the sort's values and the id of the row before it. It stays where it is whatever rows come
 * and go around it.
 *
 * @param values one for each key: a String, a BigDecimal, a Boolean or an Instant; null where the row has none
 */
public record Position(List<@Nullable Object> values, UUID id) {
    public Position {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}
