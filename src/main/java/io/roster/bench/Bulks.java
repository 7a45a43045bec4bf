package io.roster.bench;

import io.roster.bench.Line.Figure;
import io.roster.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A thousand contacts in a request, half of them new and half of them there already, scattered over the workspace. */
final class Bulks {
    private static final int HALF = 500;
    private static final int LEAST = 10;
    private static final double MOST_MILLIS = 250;

    private final Site site;
    private final List<String> emails;
    private final People people;
    private int at;
    private int number;

    Bulks(Site site, String marker) {
        this.site = site;
        this.emails = site.someEmails();
        this.people = new People(marker.hashCode(), marker);
    }

    static Line measure(Site site, int seconds, int warmUp) {
        Bulks bulks = new Bulks(site, "b");
        bulks.run(warmUp);
        long server = site.server().cpuMicros();
        long database = site.server().databaseCpuMicros();
        Durations times = bulks.run(seconds);
        return new Line("bulk")
                .with(Figure.RATE, 1_000 / times.percentile(0.5))
                .with(Figure.P50, times.percentile(0.5))
                .with(Figure.P99, times.percentile(0.99))
                .with(Figure.SERVER_CPU, (double) (site.server().cpuMicros() - server) / times.count())
                .with(Figure.DATABASE_CPU, (double) (site.server().databaseCpuMicros() - database) / times.count())
                .with(Figure.RESIDENT, site.server().residentBytes() / 1048576.0)
                .atMost(Figure.P50, MOST_MILLIS);
    }

    /** One after another for so long, and some at least. */
    Durations run(int seconds) {
        Api api = site.api();
        Durations times = new Durations();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (times.count() < LEAST || System.nanoTime() < end) {
            String body = Json.write(Map.of("contacts", contacts(), "options", Map.of("dedup_behavior", "update")));
            times.time(() -> api.answer("/api/v1/contacts/bulk/", body));
        }
        return times;
    }

    private List<Map<String, Object>> contacts() {
        List<Map<String, Object>> contacts = new ArrayList<>(people.next(HALF));
        number++;
        for (int i = 0; i < HALF; i++) {
            Map<String, Object> update = new LinkedHashMap<>();
            update.put("email", emails.get(at++ % emails.size()));
            update.put("title", "Head of Trials " + number);
            update.put("custom_fields", Map.of("note", "bulk " + number));
            contacts.add(update);
        }
        return contacts;
    }
}
