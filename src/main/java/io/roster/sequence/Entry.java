package io.roster.sequence;

import io.roster.failure.Failure;
import io.roster.filter.WrittenFilter;
import java.util.List;
import java.util.Set;

/**
 * Who may be enrolled in a sequence: those of some tiers who match a filter.
 *
 * @param icpTiers none: those of all tiers
 */
public record Entry(List<String> icpTiers, WrittenFilter filter) {
    public static final Entry ANYBODY = new Entry(List.of(), new WrittenFilter(List.of(), WrittenFilter.AND));

    private static final Set<String> TIERS = Set.of("A", "B", "C", "D");

    public Entry {
        icpTiers = icpTiers.stream().distinct().toList();
        for (int i = 0; i < icpTiers.size(); i++) {
            if (!TIERS.contains(icpTiers.get(i))) {
                String place = "entry.icp_tiers[%d]".formatted(i);
                throw Failure.invalid(place, "%s must be one of A, B, C, D".formatted(place));
            }
        }
    }
}
