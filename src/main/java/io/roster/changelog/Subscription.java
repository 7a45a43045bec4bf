package io.roster.changelog;

import java.util.List;
import java.util.UUID;

/** A webhook that is to hear of certain types of events. */
record Subscription(UUID webhookId, List<String> events) {
    Subscription {
        events = List.copyOf(events);
    }
}
