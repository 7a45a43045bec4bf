package io.roster.bench;

import io.roster.bench.Line.Figure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What is left of the API's throughput while an import runs. */
final class BesideImport {
    private static final int ROWS = 500_000;
    private static final double LEAST = 0.5;

    private BesideImport() {}

    static void measure(Site site, Turns turns, int seconds, Report report) throws IOException {
        List<Workload> workloads = List.of(Workload.get(site), Workload.create(site));
        for (Workload workload : workloads) {
            ImportFile file = ImportFile.write(
                    site.home().resolve("beside.csv"), Math.min(ROWS, site.contacts()), "beside" + workload.name());
            turns.load(site, workload, seconds);
            Load alone = turns.load(site, workload, seconds);
            Api api = site.api();
            String path = file.upload(api);
            while (api.get(path).get("processed_rows").asInt() == 0) {
                LockSupport.parkNanos(10_000_000);
            }
            Load beside = turns.load(site, workload, seconds);
            boolean ran = api.get(path).get("status").stringValue().equals("running");
            if (ran) {
                api.post(path + "cancel/", Map.of());
            }
            file.delete();
            report.add(new Line(workload.name() + " beside an import" + (ran ? "" : " that ended too soon"))
                    .with(Figure.RATE, beside.perSecond())
                    .with(Figure.P50, beside.p50())
                    .with(Figure.P99, beside.p99())
                    .with(Figure.LIMIT, alone.perSecond())
                    .with(Figure.RATIO, beside.perSecond() / alone.perSecond())
                    .atLeast(Figure.RATIO, LEAST));
        }
    }
}
