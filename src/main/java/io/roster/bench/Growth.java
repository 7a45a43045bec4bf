package io.roster.bench;

import io.roster.bench.Line.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The same requests at several sizes of the workspace, in turns. */
final class Growth {
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000, 3_000_000);
    private static final int TURNS = 2;
    private static final double MOST = 1.3;

    private final Home home;
    private final Turns turns;
    private final int seconds;
    private final int warmUp;
    private final Report report;

    Growth(Home home, Turns turns, int seconds, int warmUp, Report report) {
        this.home = home;
        this.turns = turns;
        this.seconds = seconds;
        this.warmUp = warmUp;
        this.report = report;
    }

    /** Up to {@code most} contacts, and with so many when that is less than the smallest size. */
    void measure(int most) throws IOException {
        List<Integer> sizes = SIZES.stream().filter(size -> size <= most).toList();
        List<Site> sites = new ArrayList<>();
        try {
            for (int size : sizes.isEmpty() ? List.of(most) : sizes) {
                sites.add(home.open(size));
            }
            measure(sites, Workload::get);
            measure(sites, Workload::list);
            measure(sites, Workload::create);
        } finally {
            for (Site site : sites) {
                site.close();
            }
        }
    }

    private void measure(List<Site> sites, Function<Site, Workload> kind) throws IOException {
        Map<Integer, List<Load>> loads = new TreeMap<>();
        String name = "";
        List<Workload> workloads = sites.stream().map(kind).toList();
        for (int turn = -1; turn < TURNS; turn++) {
            for (int i = 0; i < sites.size(); i++) {
                name = workloads.get(i).name();
                Load load = turns.load(sites.get(i), workloads.get(i), turn < 0 ? Math.max(1, warmUp) : seconds);
                if (turn >= 0) {
                    loads.computeIfAbsent(sites.get(i).contacts(), size -> new ArrayList<>())
                            .add(load);
                }
            }
        }
        double fastest = 0;
        double slowest = Double.MAX_VALUE;
        for (Map.Entry<Integer, List<Load>> entry : loads.entrySet()) {
            double rate = entry.getValue().stream()
                    .mapToDouble(Load::perSecond)
                    .average()
                    .orElse(0);
            fastest = Math.max(fastest, rate);
            slowest = Math.min(slowest, rate);
            report.add(new Line("%s at %,d".formatted(name, entry.getKey()))
                    .with(Figure.RATE, rate)
                    .with(Figure.P50, entry.getValue().getLast().p50())
                    .with(Figure.P99, entry.getValue().getLast().p99()));
        }
        report.add(new Line(name + ", the fastest size to the slowest")
                .with(Figure.RATIO, fastest / slowest)
                .atMost(Figure.RATIO, MOST));
    }
}
