package io.roster.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next where the rest begins; empty when there is none
 * @param total how many rows match in all; null when that was not asked for
 */
public record Page<T>(
        List<T> rows, Optional<Position> next, @Nullable Long total) {
    public Page {
        rows = List.copyOf(rows);
    }
}
