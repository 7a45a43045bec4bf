package io.roster.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Values of which some are drawn more often than others. */
final class Weighted<T> {
    private final List<T> values;
    private final double[] upTo;

    private Weighted(List<T> values, double[] upTo) {
        this.values = values;
        this.upTo = upTo;
    }

    /** The n-th value is drawn in proportion to 1/n, as words and tags are used. */
    static <T> Weighted<T> zipf(List<T> values) {
        Builder<T> builder = new Builder<>();
        for (int i = 0; i < values.size(); i++) {
            builder.add(1.0 / (i + 1), values.get(i));
        }
        return builder.build();
    }

    T draw(Random random) {
        int at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return values.get(Math.min(at < 0 ? -at - 1 : at + 1, upTo.length - 1));
    }

    static final class Builder<T> {
        private final List<T> values = new ArrayList<>();
        private final List<Double> upTo = new ArrayList<>();

        Builder<T> add(double weight, T value) {
            upTo.add(weight + (upTo.isEmpty() ? 0 : upTo.getLast()));
            values.add(value);
            return this;
        }

        Weighted<T> build() {
            if (values.isEmpty()) {
                throw new IllegalStateException("there is nothing to draw from");
            }
            return new Weighted<>(
                    List.copyOf(values),
                    upTo.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
