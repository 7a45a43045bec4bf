package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Instants;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.failure.Failure;
import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.filter.Operator;
import io.roster.id.IdKind;
import io.roster.search.ContactQuery;
import io.roster.search.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list parameters of the NimbusOS dialect. A parameter that is repeated must hold each time; a comma means any. */
final class NimbusListQuery {
    private static final Map<String, Sort> SORTS = Map.of(
            "created_desc", Sort.by(ContactField.CREATED_AT, true),
            "created_asc", Sort.by(ContactField.CREATED_AT, false),
            "updated_desc", Sort.by(ContactField.UPDATED_AT, true),
            "lead_score_desc", Sort.by(ContactField.LEAD_SCORE, true));

    /** Parameters that are compared with a field: any of the values between commas. */
    private static final Map<String, Choice> CHOICES = Map.of(
            "icp_tier", Choice.of(ContactField.ICP_TIER, "A", "B", "C", "D"),
            "grade", Choice.of(ContactField.GRADE, "A", "B", "C", "D", "F"),
            "verification_status",
                    Choice.of(ContactField.VERIFICATION_STATUS, "unverified", "valid", "risky", "invalid", "unknown"),
            "tag", new Choice(ContactField.TAGS, Set.of(), UnaryOperator.identity()),
            "email", new Choice(ContactField.EMAIL, Set.of(), text -> text.toLowerCase(Locale.ROOT)),
            "lead_source", new Choice(ContactField.LEAD_SOURCE, Set.of(), UnaryOperator.identity()),
            "country", new Choice(ContactField.COUNTRY, Set.of(), text -> text.toUpperCase(Locale.ROOT)));

    private static final Map<String, Bound> BOUNDS = Map.of(
            "created_after", new Bound(ContactField.CREATED_AT, Operator.GT),
            "created_before", new Bound(ContactField.CREATED_AT, Operator.LT),
            "updated_after", new Bound(ContactField.UPDATED_AT, Operator.GT),
            "updated_before", new Bound(ContactField.UPDATED_AT, Operator.LT));

    private static final Set<String> KNOWN = Stream.of(
                    CHOICES.keySet(),
                    BOUNDS.keySet(),
                    Set.of(
                            "search",
                            "segment_id",
                            "company_id",
                            "is_deleted",
                            "sort",
                            "page_size",
                            "cursor",
                            "include_total"))
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PAGING = Set.of("page_size", "cursor", "include_total");

    /** What a parameter's values are compared with; where {@code values} isn't empty, no others are taken. */
    private record Choice(ContactField field, Set<String> values, UnaryOperator<String> spelling) {
        static Choice of(ContactField field, String... values) {
            return new Choice(field, Set.of(values), UnaryOperator.identity());
        }
    }

    private record Bound(ContactField field, Operator operator) {}

    private NimbusListQuery() {}

    static ContactQuery of(Call call, PageTokens tokens, NamedFilters named) {
        Query query = call.query();
        query.allowOnly(name -> KNOWN.contains(name) || NamedFilters.isCustomField(name));
        ContactQuery first = new ContactQuery(
                filter(query, named),
                sort(query),
                NimbusPage.size(query),
                Optional.empty(),
                NimbusPage.flag(query, "include_total").orElse(true));
        return query.one("cursor")
                .map(cursor -> first.from(tokens.open(call.caller().workspaceId(), first, cursor)))
                .orElse(first);
    }

    /** The same for an export, which has no pages: its first {@code limit} contacts, from which the rest follow. */
    static ContactQuery export(Call call, NamedFilters named, int limit) {
        Query query = call.query();
        query.allowOnly(name -> name.equals("format")
                || (KNOWN.contains(name) && !PAGING.contains(name))
                || NamedFilters.isCustomField(name));
        return new ContactQuery(filter(query, named), sort(query), limit, Optional.empty(), false);
    }

    private static Filter filter(Query query, NamedFilters named) {
        List<Filter> all = new ArrayList<>();
        for (String name : query.parameters().keySet()) {
            for (String value : query.all(name)) {
                filter(name, value, named).ifPresent(all::add);
            }
        }
        return new Filter.All(all);
    }

    private static Optional<Filter> filter(String name, String value, NamedFilters named) {
        Choice choice = CHOICES.get(name);
        if (choice != null) {
            return Optional.of(new Filter.Test(choice.field(), Operator.IN, chosen(name, choice, value)));
        }
        Bound bound = BOUNDS.get(name);
        if (bound != null) {
            var at = Instants.parse(value)
                    .orElseThrow(() -> Failure.invalid(name, "%s must be an ISO 8601 date or time".formatted(name)));
            return Optional.of(new Filter.Test(bound.field(), bound.operator(), at));
        }
        if (NamedFilters.isCustomField(name)) {
            return Optional.of(named.customField(name, value));
        }
        return switch (name) {
            case "search" -> Optional.of(Filter.search(value));
            case "segment_id" -> Optional.of(named.segments(value));
            case "is_deleted" ->
                Optional.of(new Filter.Test(ContactField.IS_DELETED, Operator.EQ, NimbusPage.truth(name, value)));
            case "company_id" ->
                // An id that is malformed is one that no company has.
                Optional.of(IdKind.COMPANY
                        .parse(value)
                        .<Filter>map(id -> new Filter.Test(ContactField.COMPANY_ID, Operator.EQ, id))
                        .orElse(new Filter.Any(List.of())));
            default -> Optional.empty();
        };
    }

    private static List<String> chosen(String name, Choice choice, String value) {
        List<String> chosen = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String text = choice.spelling().apply(part.strip());
            if (text.isEmpty()) {
                throw Failure.invalid(name, "%s has an empty value".formatted(name));
            }
            if (!choice.values().isEmpty() && !choice.values().contains(text)) {
                throw Failure.invalid(
                        name,
                        "%s must be among %s"
                                .formatted(
                                        name, choice.values().stream().sorted().collect(Collectors.joining(", "))));
            }
            chosen.add(text);
        }
        return chosen;
    }

    private static Sort sort(Query query) {
        String name = query.one("sort").orElse("created_desc");
        Sort sort = SORTS.get(name);
        if (sort == null) {
            throw Failure.invalid(
                    "sort",
                    "sort must be one of %s"
                            .formatted(SORTS.keySet().stream().sorted().collect(Collectors.joining(", "))));
        }
        return sort;
    }
}
