package io.roster.access;

import java.util.List;

/** One window's rows of a list, whether more follow, and how many there are in all. */
public record Listing<T>(List<T> rows, boolean hasMore, long total) {
    public Listing {
        rows = List.copyOf(rows);
    }

    /** Of rows that were read up to one beyond the window, which tells whether more follow. */
    public static <T> Listing<T> of(List<T> read, Window window, long total) {
        boolean more = read.size() > window.size();
        return new Listing<>(more ? read.subList(0, window.size()) : read, more, total);
    }
}
