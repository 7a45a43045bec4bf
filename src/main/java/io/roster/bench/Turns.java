package io.roster.bench;

import io.roster.bench.Line.Figure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Measures a workload on a server and at its limit in turns, so that what disturbs the machine disturbs both. */
final class Turns {
    static final int CONNECTIONS = 32;
    private static final int TURNS = 2;

    /** A load that brings less than this is of no more use to warm up with. */
    private static final double WARMER = 1.03;

    private static final int MOST_LOADS = 6;

    private final Wrk wrk;
    private final int seconds;
    private final int warmUp;

    /**
     * @param seconds of each turn
     * @param warmUp seconds of each load before the first
     */
    Turns(Wrk wrk, int seconds, int warmUp) {
        this.wrk = wrk;
        this.seconds = seconds;
        this.warmUp = warmUp;
    }

    /** The server's figures beside its limit. */
    Line measure(Site site, Workload workload) throws IOException, SQLException {
        Limit limit = new Limit(site.address(), workload.statements(), workload.isWriting());
        warmUp(site, workload);
        if (warmUp > 0) {
            limit.run(CONNECTIONS, Math.min(warmUp, seconds), workload.variations());
        }
        List<Load> served = new ArrayList<>();
        List<Load> bare = new ArrayList<>();
        long serverCpu = 0;
        long databaseCpu = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            long server = site.server().cpuMicros();
            long database = site.server().databaseCpuMicros();
            served.add(load(site, workload, seconds));
            serverCpu += site.server().cpuMicros() - server;
            databaseCpu += site.server().databaseCpuMicros() - database;
            bare.add(limit.run(CONNECTIONS, seconds, workload.variations()));
        }
        double rate = mean(served);
        long requests = served.stream().mapToLong(Load::requests).sum();
        return new Line(workload.name())
                .with(Figure.RATE, rate)
                .with(Figure.P50, served.getLast().p50())
                .with(Figure.P99, served.getLast().p99())
                .with(Figure.SERVER_CPU, (double) serverCpu / requests)
                .with(Figure.DATABASE_CPU, (double) databaseCpu / requests)
                .with(Figure.RESIDENT, site.server().residentBytes() / 1048576.0)
                .with(Figure.LIMIT, mean(bare))
                .with(Figure.RATIO, rate / mean(bare))
                .atLeast(Figure.RATIO, workload.mustReach());
    }

    /** Loads the server until it gets no faster by it: how long Java compiles what it runs depends on the machine. */
    void warmUp(Site site, Workload workload) throws IOException {
        double fastest = 0;
        for (int i = 0; warmUp > 0 && i < MOST_LOADS; i++) {
            double rate = load(site, workload, warmUp).perSecond();
            if (rate < WARMER * fastest) {
                return;
            }
            fastest = rate;
        }
    }

    /** The server alone. */
    Load load(Site site, Workload workload, int time) throws IOException {
        return wrk.run(site.server().url(), site.api().key(), workload.requests(), CONNECTIONS, time);
    }

    private static double mean(List<Load> loads) {
        return loads.stream().mapToDouble(Load::perSecond).average().orElse(0);
    }
}
