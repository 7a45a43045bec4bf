package io.roster.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** How long calls took, in milliseconds. */
final class Durations {
    private final List<Double> all = new ArrayList<>();

    /** Makes a call and notes its time. */
    <T> T time(Supplier<T> call) {
        long begun = System.nanoTime();
        T result = call.get();
        add((System.nanoTime() - begun) / 1e6);
        return result;
    }

    synchronized void add(double millis) {
        all.add(millis);
    }

    void addAll(Durations others) {
        all.addAll(others.all);
    }

    synchronized int count() {
        return all.size();
    }

    /** The time that this share of them stayed within. */
    synchronized double percentile(double share) {
        List<Double> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }
}
