package io.roster.bench;

import io.roster.bench.Line.Figure;
import io.roster.bench.SearchRequest.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many contacts are in each of fifty segments. */
final class Recounts {
    private static final int SEGMENTS = 50;
    private static final int TIMES = 5;
    private static final double MOST = 1_000;

    private Recounts() {}

    static Line measure(Site site) {
        Api api = site.api();
        IndexReady.await(site);
        for (int i = 0; i < SEGMENTS; i++) {
            Map<String, Object> segment = new LinkedHashMap<>(SearchRequest.filter("AND", conditions(i)));
            segment.put("name", "Segment " + i);
            api.post("/api/v1/segments/", segment);
        }
        String path = "/api/v1/segments/?page_size=" + SEGMENTS;
        api.get(path);
        Durations times = new Durations();
        for (int i = 0; i < TIMES; i++) {
            times.time(() -> api.get(path));
        }
        return new Line("recount")
                .with(Figure.P50, times.percentile(0.5))
                .with(Figure.P99, times.percentile(0.99))
                .atMost(Figure.P50, MOST);
    }

    private static List<Condition> conditions(int number) {
        Condition tag = new Condition("has_tag", "eq", People.tag(number * 3));
        return switch (number % 4) {
            case 0 -> List.of(tag);
            case 1 -> List.of(tag, new Condition("icp_tier", "in", List.of("A", "B")));
            case 2 -> List.of(new Condition("lead_score", "gte", number), new Condition("country", "eq", "US"));
            default -> List.of(new Condition("custom_fields.seats", "gte", number * 10), tag);
        };
    }
}
