package io.roster.bench;

import io.roster.RequestStatements;
import io.roster.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A search for a page of a hundred and the exact total. */
record SearchRequest(String name, String body) {
    private static final int PAGE = 100;
    private static final int DEEPEST = 2_000_000;
    private static final String FREQUENT = People.tag(0);
    private static final String SECOND = People.tag(1);
    private static final String RARE = People.tag(People.TAGS - 1);

    /** One condition of a filter. */
    record Condition(String field, String op, Object value) {}

    /** The searches that have to be quick, each of another kind. */
    static List<SearchRequest> all(Site site) {
        int deep = Math.min(DEEPEST, site.contacts() * 2 / 3);
        List<SearchRequest> all = new ArrayList<>();
        try (RequestStatements program = site.statements()) {
            all.add(of("the newest"));
            all.add(of(
                    "deep by cursor",
                    "AND",
                    "created_at desc",
                    program.cursor(site.workspaceId(), false, deep),
                    List.of()));
            all.add(of(
                    "by last name, in the middle",
                    "AND",
                    "last_name asc",
                    program.cursor(site.workspaceId(), true, site.contacts() / 2),
                    List.of()));
        }
        all.addAll(byTagAndTier());
        all.addAll(byText());
        all.addAll(byEmail());
        all.addAll(byOtherFields(site.clock().instant()));
        return all;
    }

    /** For the one contact that has all the words of this address. */
    static SearchRequest byWords(String email) {
        return of("full text", is("search", "eq", email));
    }

    private static List<SearchRequest> byTagAndTier() {
        return List.of(
                of("tier A or B", is("icp_tier", "in", List.of("A", "B"))),
                of("a frequent tag", is("has_tag", "eq", FREQUENT)),
                of("a rare tag", is("has_tag", "eq", RARE)),
                of("a tag that nobody has", is("has_tag", "eq", "nobody")),
                of("two frequent tags", is("has_tag", "eq", FREQUENT), is("has_tag", "eq", SECOND)),
                of("two rare tags", is("has_tag", "eq", RARE), is("has_tag", "eq", People.tag(People.TAGS - 2))),
                of("not a frequent tag", is("has_tag", "ne", FREQUENT)),
                of(
                        "by score: 60 or more, tag and tier",
                        "AND",
                        "lead_score desc",
                        null,
                        List.of(
                                is("lead_score", "gte", 60),
                                is("has_tag", "eq", FREQUENT),
                                is("icp_tier", "in", List.of("A", "B")))));
    }

    private static List<SearchRequest> byText() {
        return List.of(
                of("full text, a rare name", is("search", "eq", "nilsson")),
                of("full text, a frequent beginning", is("search", "eq", "ma")),
                of("full text, three words", is("search", "eq", "anna sales company00")),
                of("full text, no hit", is("search", "eq", "zzyzx qwxyz")),
                of("last name starts with a letter", is("last_name", "starts_with", "s")));
    }

    private static List<SearchRequest> byEmail() {
        List<SearchRequest> all = new ArrayList<>();
        for (String part : List.of("anna", "an", "qqzzx")) {
            all.add(of("email contains " + part, is("email", "contains", part)));
            all.add(of(
                    "email contains " + part + ", by email",
                    "AND",
                    "email asc",
                    null,
                    List.of(is("email", "contains", part))));
        }
        all.add(of("email ends with a domain", is("email", "ends_with", "@" + People.domain(3))));
        return all;
    }

    private static List<SearchRequest> byOtherFields(Instant now) {
        String lately =
                now.minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS).toString();
        return List.of(
                of("custom field equal", is("custom_fields.plan", "eq", "enterprise")),
                of(
                        "custom field in a range",
                        is("custom_fields.seats", "gte", 100),
                        is("custom_fields.seats", "lt", 200)),
                of("custom field contains", is("custom_fields.note", "contains", "hall 7")),
                of("city is empty", new Condition("city", "is_empty", "")),
                of("updated in the last hour", is("updated_at", "gt", lately)),
                of(
                        "an OR of four",
                        "OR",
                        "created_at desc",
                        null,
                        List.of(
                                is("icp_tier", "eq", "A"),
                                is("email", "contains", "zoe"),
                                is("has_tag", "eq", RARE),
                                is("company.domain", "eq", People.domain(1)))));
    }

    private static Condition is(String field, String op, Object value) {
        return new Condition(field, op, value);
    }

    private static SearchRequest of(String name, Condition... conditions) {
        return of(name, "AND", "created_at desc", null, List.of(conditions));
    }

    /** The JSON of the filter alone, as a segment takes it too. */
    static Map<String, Object> filter(String logic, List<Condition> conditions) {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("filters", conditions.stream().map(SearchRequest::json).toList());
        filter.put("filters_logic", logic);
        return filter;
    }

    private static Map<String, Object> json(Condition condition) {
        return condition.op().equals("is_empty")
                ? Map.of("field", condition.field(), "op", condition.op())
                : Map.of("field", condition.field(), "op", condition.op(), "value", condition.value());
    }

    private static SearchRequest of(
            String name, String logic, String sort, @Nullable String cursor, List<Condition> conditions) {
        Map<String, Object> body = filter(logic, conditions);
        int blank = sort.indexOf(' ');
        if (!sort.equals("created_at desc")) {
            body.put(
                    "sort", List.of(Map.of("field", sort.substring(0, blank), "direction", sort.substring(blank + 1))));
        }
        Optional.ofNullable(cursor).ifPresent(text -> body.put("cursor", text));
        body.put("page_size", PAGE);
        body.put("include_total", true);
        return new SearchRequest(name, Json.write(body));
    }
}
