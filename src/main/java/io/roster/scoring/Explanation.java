package io.roster.scoring;

import io.roster.contact.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a contact's score, grade and tier are what they are.
 *
 * @param standing as the models in force have it
 * @param gradeThreshold of its grade; null for the lowest, which has none
 * @param matchedTier the tier of the ICP model that matched; null when none did
 */
public record Explanation(
        Standing standing,
        List<Rule> rules,
        List<Event> events,
        @Nullable Integer gradeThreshold,
        @Nullable String matchedTier) {
    /** A rule of the scoring model, and whether it matched. */
    public record Rule(String name, int points, boolean matched) {}

    /** How often an event happened, and the points for all of them. */
    public record Event(String eventType, int count, int points) {}
}
