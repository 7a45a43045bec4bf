package io.roster.search;

import java.util.List;

/**
 * The answer to an {@link AggregateQuery}.
 *
 * @param total how many contacts match
 * @param buckets one for each aggregation, in their order
 */
public record Aggregates(long total, List<Buckets> buckets) {
    public Aggregates {
        buckets = List.copyOf(buckets);
    }
}
