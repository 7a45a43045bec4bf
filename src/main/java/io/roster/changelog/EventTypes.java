package io.roster.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The webhook events that a change makes, in the order in which they are sent. */
final class EventTypes {
    private static final Set<String> SCORES = Set.of("lead_score", "icp_tier", "grade");

    private EventTypes() {}

    /** Whether {@code fields} are those alone that scoring sets. */
    static boolean isScoring(Set<String> fields) {
        return !fields.isEmpty() && SCORES.containsAll(fields);
    }

    static List<Change.Type> of(Change change) {
        return switch (change.type()) {
            case CREATED, DELETED, ENROLLED -> List.of(change.type());
            case UPDATED, SCORED -> updates(change);
            case ENRICHED, MERGED -> {
                List<Change.Type> types = new ArrayList<>(updates(change));
                types.add(types.contains(Change.Type.UPDATED) ? 1 : 0, change.type());
                yield types;
            }
        };
    }

    private static List<Change.Type> updates(Change change) {
        Set<String> fields = change.fields().keySet();
        List<Change.Type> types = new ArrayList<>();
        if (!SCORES.containsAll(fields)) {
            types.add(Change.Type.UPDATED);
        }
        if (fields.stream().anyMatch(SCORES::contains)) {
            types.add(Change.Type.SCORED);
        }
        return types;
    }
}
