package io.roster.scoring;

import io.roster.failure.Failure;
import io.roster.filter.WrittenFilter;
import java.util.List;
import java.util.Set;

/** Whom a workspace would most like as customers: the first tier whose filter matches, else D. */
public record IcpModel(List<Tier> tiers) {
    public static final String LOWEST_TIER = "D";

    private static final Set<String> TIERS = Set.of("A", "B", "C", LOWEST_TIER);
    private static final int MAX_TIERS = 50;

    /** Those who match are of this tier; several lines may lead to the same one. */
    public record Tier(String tier, WrittenFilter filter) {}

    public IcpModel {
        tiers = List.copyOf(tiers);
        if (tiers.size() > MAX_TIERS) {
            throw Failure.invalid("tiers", "A model has at most %d tiers".formatted(MAX_TIERS));
        }
        for (int i = 0; i < tiers.size(); i++) {
            if (!TIERS.contains(tiers.get(i).tier())) {
                throw Failure.invalid("tiers[%d].tier".formatted(i), "A tier must be A, B, C or D");
            }
        }
    }
}
