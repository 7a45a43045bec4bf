package io.roster.bench;

import io.roster.bench.Line.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Searches of all kinds, one after another, by one client. */
final class Searches {
    private static final String PATH = "/api/v1/contacts/search/";
    private static final int LARGE = 1_000_000;
    private static final double MOST = 15;
    private static final double MOST_OF_MORE = 25;
    private static final double MOST_WHILE_WRITTEN = 50;
    private static final int LEAST_ROUNDS = 3;
    private static final int A_SIP = 20;
    private static final long SIP_NANOS = 100_000_000; // so 200 contacts a second

    private final Site site;
    private final int seconds;
    private final int warmUp;
    private final Report report;

    Searches(Site site, int seconds, int warmUp, Report report) {
        this.site = site;
        this.seconds = seconds;
        this.warmUp = warmUp;
        this.report = report;
    }

    /** While nothing else goes on; each kind has a line, and all of them together. */
    void measure() {
        IndexReady.await(site);
        Map<SearchRequest, Durations> times = new LinkedHashMap<>();
        List<SearchRequest> all = SearchRequest.all(site);
        rounds(all, warmUp, new LinkedHashMap<>());
        rounds(all, seconds, times);
        Durations together = new Durations();
        times.forEach((search, durations) -> {
            together.addAll(durations);
            report.add(new Line("search: " + search.name())
                    .with(Figure.P50, durations.percentile(0.5))
                    .with(Figure.P95, durations.percentile(0.95)));
        });
        report.add(new Line("search at %,d".formatted(site.contacts()))
                .with(Figure.P50, together.percentile(0.5))
                .with(Figure.P95, together.percentile(0.95))
                .with(Figure.RESIDENT, site.server().residentBytes() / 1048576.0)
                .atMost(Figure.P95, site.contacts() > LARGE ? MOST_OF_MORE : MOST));
    }

    private void rounds(List<SearchRequest> all, int time, Map<SearchRequest, Durations> times) {
        Api api = site.api();
        long end = System.nanoTime() + time * 1_000_000_000L;
        for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() < end; round++) {
            for (SearchRequest search : all) {
                times.computeIfAbsent(search, key -> new Durations()).time(() -> api.answer(PATH, search.body()));
            }
        }
    }

    /** While another client writes; each search has to see what was acknowledged before it began. */
    void measureFresh() throws InterruptedException {
        IndexReady.await(site);
        List<SearchRequest> all = SearchRequest.all(site);
        Writing writing = new Writing();
        Thread writer = Thread.ofPlatform().name("bench-writer").start(writing);
        Durations times = new Durations();
        int stale = 0;
        Api api = site.api();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < (seconds + warmUp) * 1_000_000_000L) {
            boolean counts = System.nanoTime() - begun > warmUp * 1_000_000_000L;
            for (SearchRequest search : all) {
                time(times, counts, () -> api.answer(PATH, search.body()));
                String last = SearchRequest.byWords(writing.acknowledged).body();
                JsonNode found = Api.read(time(times, counts, () -> api.answer(PATH, last)));
                stale += found.at("/meta/total_count").asLong() == 1 ? 0 : 1;
            }
        }
        writing.stopped = true;
        writer.join();
        report.add(new Line("search-fresh" + (stale == 0 ? "" : ", but %d did not see a write".formatted(stale)))
                .with(Figure.P50, times.percentile(0.5))
                .with(Figure.P95, times.percentile(0.95))
                .with(Figure.RATE, writing.written.get() / ((System.nanoTime() - begun) / 1e9))
                .atMost(Figure.P95, stale == 0 ? MOST_WHILE_WRITTEN : 0));
    }

    private static byte[] time(Durations times, boolean counts, Supplier<byte[]> search) {
        return counts ? times.time(search) : search.get();
    }

    /** Two hundred new contacts a second. */
    private final class Writing implements Runnable {
        private final People people = new People(99, "f");
        private volatile boolean stopped;
        private volatile String acknowledged;
        private final AtomicInteger written = new AtomicInteger();

        Writing() {
            acknowledged = write(site.api());
        }

        @Override
        public void run() {
            Api api = site.api();
            long begun = System.nanoTime();
            for (int sip = 0; !stopped; sip++) {
                LockSupport.parkNanos(begun + sip * SIP_NANOS - System.nanoTime());
                acknowledged = write(api);
                written.addAndGet(A_SIP);
            }
        }

        private String write(Api api) {
            List<Map<String, Object>> contacts = people.next(A_SIP);
            api.post("/api/v1/contacts/bulk/", Map.of("contacts", contacts));
            return String.valueOf(contacts.getLast().get("email"));
        }
    }
}
