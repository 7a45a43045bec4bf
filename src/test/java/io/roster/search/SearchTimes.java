package io.roster.search;

import io.roster.customfield.CustomFieldDraft;
import io.roster.customfield.CustomFieldSet;
import io.roster.customfield.CustomFieldType;
import io.roster.customfield.CustomFields;
import io.roster.db.Database;
import io.roster.db.DatabaseAddress;
import io.roster.db.Migrations;
import io.roster.filter.Condition;
import io.roster.filter.Filter;
import io.roster.filter.FilterFields;
import io.roster.filter.FilterReader;
import io.roster.filter.WrittenFilter;
import io.roster.id.UuidV7;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Times the searches of one workspace among a thousand others, page and exact total together: a program to run by hand,
 * with the JDBC URL of an empty database, a user, a password, and how many contacts the workspace is to have.
 */
public final class SearchTimes {
    private static final int ROUNDS = 60;
    private static final int WARM_UP = 20;
    private static final String DEFAULT_CONTACTS = "10000";

    private final UUID workspaceId = new UUID(1, 1);
    private final CustomFields customFields =
            new CustomFields(List.of(), new UuidV7(InstantSource.system()), InstantSource.system());
    private final SqlSearch search = new SqlSearch(customFields);
    private final Database store;
    private final int contacts;

    private SearchTimes(Database store, int contacts) {
        this.store = store;
        this.contacts = contacts;
    }

    public static void main(String[] arguments) {
        DatabaseAddress address = new DatabaseAddress(arguments[0], arguments[1], arguments[2]);
        try (Database store = new Database(address, 2)) {
            Migrations.apply(store);
            SearchTimes times =
                    new SearchTimes(store, Integer.parseInt(arguments.length > 3 ? arguments[3] : DEFAULT_CONTACTS));
            times.load();
            times.run();
        }
    }

    private void load() {
        boolean empty = store.read(
                tx -> tx.sql("select not exists (select 1 from contact)").one(row -> row.bool()));
        if (!empty) {
            return;
        }
        store.write(tx -> {
            customFields.create(
                    tx, workspaceId, new CustomFieldDraft("plan", "Plan", CustomFieldType.STRING, List.of(), null));
            return customFields.create(
                    tx, workspaceId, new CustomFieldDraft("seats", "Seats", CustomFieldType.NUMBER, List.of(), null));
        });
        store.write(tx -> tx.sql("""
                insert into company (workspace_id, id, name, domain, created_at, updated_at, words)
                select ?, md5('co' || n)::uuid, 'Company ' || n, 'company' || n || '.example', now(), now(),
                    ' company ' || n || ' company' || n || ' example'
                from generate_series(1, 2000) n
                """).bind(workspaceId).update());
        store.write(tx ->
                tx.sql("""
                insert into contact (workspace_id, id, email, first_name, last_name, title, derived, lead_score,
                    icp_tier, grade, verification_status, is_enriched, tags, custom_fields, company_id, created_at,
                    updated_at, words)
                select w, md5(w::text || n)::uuid, mail, first, last, 'Director of Marketing', '{}',
                    (random() * 100)::int, tier, 'B', 'valid', false, tags,
                    jsonb_build_object('1', (array['free','pro','enterprise'])[1 + n % 3], '2', n % 500),
                    case when w = ? then md5('co' || (n % 2000 + 1))::uuid end,
                    now() - n * interval '1 minute', now() - n * interval '1 minute',
                    ' ' || lower(first) || n || ' company' || n % 2000 || ' example ' || lower(first) || ' '
                        || lower(last) || ' director of marketing'
                from (
                    select w, n, lower(first) || n || '@company' || n % 2000 || '.example' as mail, first, last,
                        (array['A','B','C','D'])[1 + (random() * 3)::int] as tier,
                        array_remove(array[
                            case when n % 5 < 2 then 'frequent' end, case when n % 3 = 0 then 'common' end,
                            case when n % 500 = 0 then 'rare' end, case when n % 750 = 0 then 'seldom' end], null)
                            as tags
                    from (
                        select w, n, (array['Jane','John','Maria','Ahmed','Wei','Olga','Zoe'])[1 + n % 7] as first,
                            (array['Smith','Jones','Martin','Lopez','Chen','Ivanova'])[1 + n % 6] || n % 97 as last
                        from (
                            select ?::uuid as w, n from generate_series(1, ?) n
                            union all
                            select md5('w' || w)::uuid, n from generate_series(1, 1000) w, generate_series(1, 100) n
                        ) every
                    ) named
                ) made
                order by random()
                """).bind(workspaceId).bind(workspaceId).bind(contacts).update());
        store.write(tx -> tx.sql("insert into contact_total"
                        + " select workspace_id, 0, count(*), count(deleted_at) from contact group by workspace_id")
                .update());
        store.read(tx -> tx.sql("analyze").update());
    }

    private void run() {
        Sort email = sort("email", false);
        Sort score = sort("lead_score", true);
        System.out.printf("%-45s %9s %9s %9s %9s%n", "search", "matches", "least ms", "median ms", "p95 ms");
        time("newest", SortReader.NEWEST);
        deep("far into the list by cursor", SortReader.NEWEST);
        time("tier in (A,B)", SortReader.NEWEST, is("icp_tier", "in", List.of("A", "B")));
        time("a frequent tag", SortReader.NEWEST, is("has_tag", "eq", "frequent"));
        time("a rare tag", SortReader.NEWEST, is("has_tag", "eq", "rare"));
        time("a tag nobody has", SortReader.NEWEST, is("has_tag", "eq", "nobody"));
        time("two frequent tags", SortReader.NEWEST, is("has_tag", "eq", "frequent"), is("has_tag", "eq", "common"));
        time("two rare tags", SortReader.NEWEST, is("has_tag", "eq", "rare"), is("has_tag", "eq", "seldom"));
        time(
                "score >= 60, tag and tiers, by score",
                score,
                is("lead_score", "gte", BigDecimal.valueOf(60)),
                is("has_tag", "eq", "frequent"),
                is("icp_tier", "in", List.of("A", "B")));
        time("words: a rare name", SortReader.NEWEST, is("search", "eq", "chen42"));
        time("words: a frequent beginning", SortReader.NEWEST, is("search", "eq", "ja"));
        time("words: three", SortReader.NEWEST, is("search", "eq", "jane director company7"));
        time("words: no hit", SortReader.NEWEST, is("search", "eq", "xyzzy"));
        for (Sort sort : List.of(SortReader.NEWEST, email)) {
            String by = sort.equals(email) ? ", by email" : ", newest";
            time("email contains 4 characters" + by, sort, is("email", "contains", "jane"));
            time("email contains 2 characters" + by, sort, is("email", "contains", "hn"));
            time("email contains, no hit" + by, sort, is("email", "contains", "xyzzy"));
        }
        time("email ends with a domain", SortReader.NEWEST, is("email", "ends_with", "@company7.example"));
        time("last name starts with a letter", SortReader.NEWEST, is("last_name", "starts_with", "s"));
        time("custom field equal", SortReader.NEWEST, is("custom_fields.plan", "eq", "pro"));
        time(
                "custom field in a range",
                SortReader.NEWEST,
                is("custom_fields.seats", "gte", BigDecimal.TEN),
                is("custom_fields.seats", "lt", BigDecimal.valueOf(60)));
        time("custom field contains", SortReader.NEWEST, is("custom_fields.plan", "contains", "PRISE"));
        time("is_empty", SortReader.NEWEST, is("city", "is_empty", null));
        String lately = InstantSource.system().instant().minusSeconds(3_600).toString();
        time("updated in the last hour", SortReader.NEWEST, is("updated_at", "gt", lately));
        any(
                "an OR of four",
                is("icp_tier", "eq", "A"),
                is("email", "contains", "zoe"),
                is("tags", "is_empty", null),
                is("company.name", "starts_with", "company 1"));
        time("NOT a frequent tag", SortReader.NEWEST, is("has_tag", "ne", "frequent"));
        deep("by last name, in the middle", sort("last_name", false));
    }

    private static Sort sort(String field, boolean descending) {
        return SortReader.read(
                new FilterFields(() -> CustomFieldSet.NONE),
                List.of(new SortReader.Line(field, descending ? "desc" : "asc")));
    }

    private static Condition is(String field, String op, @Nullable Object value) {
        return new Condition(field, op, value);
    }

    private void any(String name, Condition... conditions) {
        time(name, SortReader.NEWEST, new WrittenFilter(List.of(conditions), "OR"), Optional.empty());
    }

    private void time(String name, Sort sort, Condition... conditions) {
        time(name, sort, new WrittenFilter(List.of(conditions), WrittenFilter.AND), Optional.empty());
    }

    private void deep(String name, Sort sort) {
        ContactQuery half = new ContactQuery(Filter.EVERYTHING, sort, contacts / 2, Optional.empty(), false);
        Page<?> page = store.read(tx -> search.page(tx, workspaceId, half));
        time(name, sort, new WrittenFilter(List.of(), WrittenFilter.AND), page.next());
    }

    private void time(String name, Sort sort, WrittenFilter written, Optional<Position> after) {
        double[] times = new double[ROUNDS];
        long matches = 0;
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long start = System.nanoTime();
            Page<?> page = store.read(tx -> {
                FilterFields fields = new FilterFields(() -> customFields.current(tx, workspaceId));
                Filter filter = new FilterReader(fields, id -> Optional.empty()).read("", written);
                return search.page(tx, workspaceId, new ContactQuery(filter, sort, 100, after, true));
            });
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
                matches = page.total() == null ? -1 : page.total();
            }
        }
        Arrays.sort(times);
        System.out.printf(
                "%-45s %9d %9.1f %9.1f %9.1f%n", name, matches, times[0], times[ROUNDS / 2], times[ROUNDS * 95 / 100]);
    }
}
