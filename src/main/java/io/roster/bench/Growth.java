package io.roster.bench;

import io.roster.bench.Line.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The same requests at several sizes of the workspace, in turns. There are many short ones, of which the middle one counts:
 * a machine's speed changes within seconds, and by more than is allowed here.
 */
final class Growth {
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000, 3_000_000);
    private static final int TURNS = 11;
    private static final double MOST = 1.3;

    /** A size, what is asked of it, and what its turns came to. */
    private record Size(Site site, Workload workload, List<Load> loads) {
        Load run(Turns turns, int time) throws IOException {
            return turns.load(site, workload, time);
        }

        Load middle() {
            return loads.stream()
                    .sorted(Comparator.comparingDouble(Load::perSecond))
                    .toList()
                    .get(loads.size() / 2);
        }
    }

    private final Home home;
    private final Turns turns;
    private final int seconds;
    private final Report report;

    Growth(Home home, Turns turns, int seconds, Report report) {
        this.home = home;
        this.turns = turns;
        this.seconds = seconds;
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
        List<Size> sizes = sites.stream()
                .map(site -> new Size(site, kind.apply(site), new ArrayList<>()))
                .toList();
        for (Size size : sizes) {
            turns.warmUp(size.site, size.workload);
        }
        for (int turn = 0; turn < TURNS; turn++) {
            for (Size size : sizes) {
                size.loads.add(size.run(turns, Math.max(1, seconds / 4)));
            }
        }
        String name = sizes.getFirst().workload.name();
        double fastest = 0;
        double slowest = Double.MAX_VALUE;
        for (Size size : sizes) {
            Load middle = size.middle();
            fastest = Math.max(fastest, middle.perSecond());
            slowest = Math.min(slowest, middle.perSecond());
            report.add(new Line("%s at %,d".formatted(name, size.site.contacts()))
                    .with(Figure.RATE, middle.perSecond())
                    .with(Figure.P50, middle.p50())
                    .with(Figure.P99, middle.p99()));
        }
        report.add(new Line(name + ", the fastest size to the slowest")
                .with(Figure.RATIO, fastest / slowest)
                .atMost(Figure.RATIO, MOST));
    }
}
