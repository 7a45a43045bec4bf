package io.roster.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which part of a list is wanted: at most {@code size} rows, those after the row {@code after}, or the first. */
public record Window(int size, @Nullable UUID after) {
    /** As large as a window may be. */
    public static final int LARGEST = 500;

    public Window {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("a window of " + size);
        }
    }
}
