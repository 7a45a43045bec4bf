package io.roster.changelog;

import java.util.List;
import java.util.UUID;

/**
 * A webhook that is to hear of certain types of events.
 *
 * @param isDisabled whether it is to hear of them only when it is active again and asks for what it missed
 */
record Subscription(UUID webhookId, boolean isDisabled, List<String> events) {
    Subscription {
        events = List.copyOf(events);
    }
}
