package io.roster.api.http;

import io.roster.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Short texts that a caller gives: trimmed, of a bounded length, and null when nothing is left. */
public final class Lines {
    private static final int MAX_LENGTH = 255;

    private Lines() {}

    public static @Nullable String orNull(Given<String> given) {
        return of(given).orNull();
    }

    public static Given<String> of(Given<String> given) {
        String line = given.value().map(String::strip).orElse("");
        if (line.codePointCount(0, line.length()) > MAX_LENGTH) {
            throw Failure.invalid(
                    given.place(), "%s must have at most %d characters".formatted(given.place(), MAX_LENGTH));
        }
        boolean nothing = given.isGiven() && line.isEmpty();
        return nothing ? new Given.Null<>(given.place()) : given.map(text -> line);
    }
}
