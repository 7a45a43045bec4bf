package io.roster.filter;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has seen of a contact.
 *
 * @param counts how many events there were, by type
 */
public record Activity(@Nullable Instant lastEventAt, Map<String, Integer> counts) {
    public static final Activity NONE = new Activity(null, Map.of());

    public Activity {
        counts = Map.copyOf(counts);
    }
}
