package io.roster.search;

import io.roster.filter.Filter;
import java.util.List;

/** What is to be counted: the contacts that match, in each of several ways. */
public record AggregateQuery(Filter filter, List<Aggregation> aggregations) {
    public AggregateQuery {
        aggregations = List.copyOf(aggregations);
    }
}
