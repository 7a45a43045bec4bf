package io.roster.bench;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A line of the table: the figures of a benchmark, and whether they are what they must be. */
final class Line {
    /** What is measured. Times are in milliseconds, but processor times, which are microseconds a request. */
    enum Figure {
        RATE("per s", "%,.0f"),
        P50("p50 ms", "%,.1f"),
        P95("p95 ms", "%,.1f"),
        P99("p99 ms", "%,.1f"),
        SERVER_CPU("server µs", "%,.0f"),
        DATABASE_CPU("database µs", "%,.0f"),
        RESIDENT("MiB", "%,.0f"),
        LIMIT("limit per s", "%,.0f"),
        RATIO("ratio", "%.2f");

        private final String heading;
        private final String format;

        Figure(String heading, String format) {
            this.heading = heading;
            this.format = format;
        }

        String heading() {
            return heading;
        }

        String written(double value) {
            return String.format(Locale.ROOT, format, value);
        }
    }

    private final String benchmark;
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    private String must = "";
    private Optional<Boolean> reached = Optional.empty();

    Line(String benchmark) {
        this.benchmark = benchmark;
    }

    /** What could not be measured, such as the median of nothing, is left out. */
    Line with(Figure figure, double value) {
        if (Double.isFinite(value)) {
            figures.put(figure, value);
        }
        return this;
    }

    /** What the figure must come to at least. */
    Line atLeast(Figure figure, double least) {
        return judged("≥ " + figure.written(least), figures.getOrDefault(figure, 0.0) >= least);
    }

    /** What the figure must stay within. */
    Line atMost(Figure figure, double most) {
        return judged("≤ " + figure.written(most), figures.getOrDefault(figure, Double.MAX_VALUE) <= most);
    }

    private Line judged(String words, boolean holds) {
        must = must.isEmpty() ? words : must + ", " + words;
        reached = Optional.of(holds && reached.orElse(true));
        return this;
    }

    String benchmark() {
        return benchmark;
    }

    String written(Figure figure) {
        Double value = figures.get(figure);
        return value == null ? "" : figure.written(value);
    }

    String verdict() {
        return reached.map(holds -> must + (holds ? " yes" : " NO")).orElse("");
    }

    /** For programs. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("benchmark", benchmark);
        figures.forEach((figure, value) -> json.put(figure.name().toLowerCase(Locale.ROOT), value));
        if (!must.isEmpty()) {
            json.put("must", must);
        }
        reached.ifPresent(holds -> json.put("reached", holds));
        return json;
    }
}
