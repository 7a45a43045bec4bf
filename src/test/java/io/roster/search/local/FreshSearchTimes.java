package io.roster.search.local;

import io.roster.testkit.TestClient;
import io.roster.testkit.TestDatabase;
import io.roster.testkit.TestPostgres;
import io.roster.testkit.TestRoster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Times searches over HTTP in a workspace of its index while another client writes into it: a program to run by hand, with
 * how many contacts there are to be, how many writes a second, and how many searches. Each search looks for what was
 * acknowledged just before it, and the program fails when it is not found.
 */
public final class FreshSearchTimes {
    private static final String CONTACTS = "/api/v1/contacts/";

    private FreshSearchTimes() {}

    public static void main(String[] arguments) throws Exception {
        int contacts = Integer.parseInt(arguments[0]);
        int rate = Integer.parseInt(arguments[1]);
        int searches = Integer.parseInt(arguments[2]);
        try (TestDatabase database = TestPostgres.database();
                TestRoster roster = TestRoster.on(database, Map.of("ROSTER_SEARCH_THRESHOLD", "1000"))) {
            TestClient workspace = roster.workspace();
            String first = workspace
                    .post(CONTACTS, Map.of("email", "first@fresh.example"))
                    .expect(201)
                    .text("id");
            load(database, contacts);
            System.out.printf("loaded %d contacts beside %s%n", contacts, first);
            long start = System.nanoTime();
            Indexed.search(workspace, Indexed.is("email", "eq", "first@fresh.example"));
            Indexed.until(Duration.ofMinutes(15), () -> {
                return roster.operator().get(Indexed.INDEXES).data().stream()
                        .anyMatch(index -> index.get("state").asString().equals("ready"));
            });
            System.out.printf(
                    "built in %.1f s: %s%n",
                    (System.nanoTime() - start) / 1e9,
                    roster.operator().get(Indexed.INDEXES).body());
            time(roster, workspace, 0, searches / 4);
            time(roster, workspace, rate, searches);
        }
    }

    private static void time(TestRoster roster, TestClient workspace, int rate, int searches) throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        String run = Long.toString(System.nanoTime(), 36);
        Thread writer = Thread.ofPlatform().start(() -> write(workspace, run, rate, acknowledged, stop));
        double before = Indexed.byIndex(roster);
        double[] times = new double[searches];
        for (int i = 0; i < searches; i++) {
            int last = acknowledged.get();
            List<Map<String, Object>> filters = new ArrayList<>(List.of(
                    last == 0
                            ? Indexed.is("has_tag", "eq", "frequent")
                            : Indexed.is("email", "eq", email(run, last - 1))));
            long begun = System.nanoTime();
            var answer = workspace
                    .post(Indexed.SEARCH, Map.of("filters", filters, "page_size", 100))
                    .expect(200);
            times[i] = (System.nanoTime() - begun) / 1e6;
            if (answer.data().isEmpty()) {
                throw new AssertionError("acknowledged and not found: " + email(run, last - 1));
            }
        }
        stop.set(true);
        writer.join();
        Arrays.sort(times);
        System.out.printf(
                "%d writes/s wanted, %d written: %d searches, p50 %.1f, p95 %.1f, max %.1f ms; %.0f by the index%n",
                rate,
                acknowledged.get(),
                searches,
                times[searches / 2],
                times[searches * 95 / 100],
                times[searches - 1],
                Indexed.byIndex(roster) - before);
    }

    private static void write(
            TestClient workspace, String run, int rate, AtomicInteger acknowledged, AtomicBoolean stop) {
        long begun = System.nanoTime();
        for (int i = 0; rate > 0 && !stop.get(); i++) {
            long due = begun + i * (1_000_000_000L / rate);
            while (System.nanoTime() < due && !stop.get()) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            workspace
                    .post(CONTACTS, Map.of("email", email(run, i), "tags", List.of("new")))
                    .expect(201);
            acknowledged.set(i + 1);
        }
    }

    private static String email(String run, int number) {
        return run + "-" + number + "@fresh.example";
    }

    private static void load(TestDatabase database, int contacts) throws SQLException {
        var at = database.address();
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
                PreparedStatement fill = connection.prepareStatement("""
                        insert into contact (workspace_id, id, email, first_name, last_name, title, derived, lead_score,
                            icp_tier, grade, verification_status, is_enriched, tags, custom_fields, created_at,
                            updated_at, words)
                        select (select workspace_id from contact), md5('c' || n)::uuid,
                            lower(first) || n || '@company' || n % 2000 || '.example', first, last,
                            'Director of Marketing', '{}', n % 101, (array['A','B','C','D'])[1 + n % 4], 'B', 'valid',
                            false, array_remove(array[case when n % 5 < 2 then 'frequent' end,
                                case when n % 500 = 0 then 'rare' end], null), '{}',
                            now() - n * interval '1 minute', now() - n * interval '1 minute',
                            ' ' || lower(first) || n || ' company' || n % 2000 || ' example ' || lower(first) || ' '
                                || lower(last) || ' director of marketing'
                        from (select n, (array['Jane','John','Maria','Ahmed','Wei','Olga','Zoe'])[1 + n % 7] as first,
                            (array['Smith','Jones','Martin','Lopez','Chen','Ivanova'])[1 + n % 6] || n % 97 as last
                            from generate_series(1, ?) n) as made
                        """);
                PreparedStatement count = connection.prepareStatement(
                        "update contact_total set contacts = (select count(*) from contact)")) {
            fill.setInt(1, contacts);
            fill.executeUpdate();
            count.executeUpdate();
            connection.createStatement().execute("vacuum analyze contact");
        }
    }
}
