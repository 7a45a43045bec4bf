package io.roster.bench;

import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Row;
import io.roster.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Fills a database: one workspace of as many contacts as are asked for, among up to a thousand small ones. Half of them,
 * but 20,000 at most, come through the API; the others are the same rows under other addresses, ids and times, written
 * by SQL as the program would have: contact, change log and total.
 */
final class Loading {
    private static final int MOST_BY_API = 20_000;
    private static final int A_REQUEST = 1_000;
    private static final int SMALL_WORKSPACES = 1_000;
    private static final int SMALL = 20;
    private static final int AT_ONCE = 4;
    private static final int A_TRANSACTION = 50_000;

    /** By which all rows of the base come up once in as many rows, in another order. */
    private static final int STRIDE = 7_919;

    private static final Map<String, String> CHANGED = Map.of(
            "id", "uuidv7(m.at - m.now)",
            "email", "b.local || '.k' || m.round || '@' || b.domain",
            "created_at", "date_trunc('milliseconds', m.at)",
            "updated_at",
                    "date_trunc('milliseconds', case m.i % 20 when 0 then m.at + (m.now - m.at) * random() else m.at end)",
            "words", "b.words_before || ' k' || m.round || b.words_after");

    private final Api operator;
    private final Server server;
    private final int contacts;

    Loading(Server server, int contacts) {
        this.server = server;
        this.operator = new Api(server.url(), Server.ADMIN_KEY);
        this.contacts = contacts;
    }

    /** Loads all, and returns the key of the large workspace. */
    Api load(DatabaseAddress address) {
        Api large = workspace("Large");
        defineFields(large);
        People people = new People(1, "p");
        int byApi = Math.min(contacts / 2, MOST_BY_API);
        for (int done = 0; done < byApi; done += A_REQUEST) {
            large.post("/api/v1/contacts/bulk/", Map.of("contacts", people.next(Math.min(A_REQUEST, byApi - done))));
        }
        loadSmall();
        try (Database database = new Database(address, 1)) {
            UUID workspaceId = database.read(tx ->
                    tx.sql("select id from workspace where name = 'Large'").one(Row::uuid));
            new Multiplying(database, workspaceId).run(byApi);
        }
        return large;
    }

    private Api workspace(String name) {
        String id = operator.post("/api/v1/admin/workspaces/", Map.of("name", name))
                .get("id")
                .stringValue();
        String key = operator.post(
                        "/api/v1/admin/workspaces/" + id + "/api-keys/",
                        Map.of("name", "Bench", "scopes", List.of("*")))
                .get("key")
                .stringValue();
        return new Api(server.url(), key);
    }

    private static void defineFields(Api workspace) {
        workspace.post(
                "/api/v1/custom-fields/",
                Map.of(
                        "name", "plan",
                        "display_label", "Plan",
                        "field_type", "dropdown",
                        "options", List.of("free", "pro", "enterprise")));
        workspace.post(
                "/api/v1/custom-fields/", Map.of("name", "seats", "display_label", "Seats", "field_type", "number"));
        workspace.post(
                "/api/v1/custom-fields/", Map.of("name", "note", "display_label", "Note", "field_type", "string"));
    }

    private void loadSmall() {
        int many = Math.min(SMALL_WORKSPACES, contacts / 10);
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                int number = i;
                loads.add(threads.submit(() -> {
                    List<Map<String, Object>> people = new People(100 + number, "s").next(SMALL);
                    people.forEach(person -> person.remove("custom_fields"));
                    workspace("Small " + number).post("/api/v1/contacts/bulk/", Map.of("contacts", people));
                }));
            }
            for (Future<?> load : loads) {
                load.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Makes many rows of few. */
    private final class Multiplying {
        private final Database database;
        private final UUID workspaceId;

        Multiplying(Database database, UUID workspaceId) {
            this.database = database;
            this.workspaceId = workspaceId;
        }

        void run(int base) {
            database.write(tx -> {
                tx.sql(BASE).bind(workspaceId).run();
                return base;
            });
            String insert = insert(database.read(Loading::columns));
            for (int from = base; from < contacts; from += A_TRANSACTION) {
                int first = from;
                int last = Math.min(contacts, from + A_TRANSACTION) - 1;
                database.write(tx -> multiply(tx, insert, base, first, last));
            }
            database.read(tx -> {
                for (String table : List.of("contact", "change_log", "company", "contact_total")) {
                    tx.sql("vacuum analyze " + table).run();
                }
                return base;
            });
        }

        private int multiply(Tx tx, String insert, int base, int first, int last) {
            tx.sql("set local statement_timeout = 0").run();
            int made = tx.sql(insert)
                    .bind(base)
                    .bind(base)
                    .bind(contacts)
                    .bind(first)
                    .bind(last)
                    .update();
            return tx.sql("update contact_total set contacts = contacts + ? where workspace_id = ? and slot ="
                            + " (select min(slot) from contact_total where workspace_id = ?)")
                    .bind(made)
                    .bind(workspaceId)
                    .bind(workspaceId)
                    .update();
        }
    }

    /** The addresses and the words taken apart, so that a part can be put in. */
    private static final String BASE = """
            create temporary table base as
            select row_number() over (order by id) - 1 as n, c.*, split_part(email, '@', 1) as local,
                split_part(email, '@', 2) as domain, w.before as words_before,
                substr(c.words, length(w.before) + 1) as words_after
            from contact c, lateral (
                select case when starts_with(c.words, said) then said else c.words end as before
                from (select regexp_replace(' ' || split_part(c.email, '@', 1), '[^a-z0-9]+', ' ', 'g')) as s (said)
            ) as w
            where workspace_id = ?
            """;

    private static List<String> columns(Tx tx) {
        return tx.sql("""
                select attname::text from pg_attribute
                where attrelid = 'contact'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                order by attnum
                """).list(Row::text);
    }

    /** The oldest came a year and a half ago, and ever more of them in the same time. */
    private static String insert(List<String> columns) {
        return """
                with m as (
                    select i, i / ? as round, (i::bigint * %d) %% ? as n, now() as now,
                        now() - interval '540 days' * (1 - sqrt(i / ?::float8)) as at
                    from generate_series(?, ?) as i),
                made as (
                    insert into contact (%s) select %s from m join base b on b.n = m.n
                    returning workspace_id, id, created_at)
                insert into change_log (workspace_id, position, id, contact_id, type, at, actor, source, changes)
                select made.workspace_id, pg_current_xact_id()::text::bigint, uuidv7(made.created_at - now()), made.id,
                    'contact.created', made.created_at, 'Bench', 'api', '{}'
                from made
                """.formatted(
                        STRIDE,
                        String.join(", ", columns),
                        columns.stream()
                                .map(column -> CHANGED.getOrDefault(column, "b." + column))
                                .collect(Collectors.joining(", ")));
    }
}
