package io.roster.api.nodestash;

import io.roster.api.http.Call;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Query;
import io.roster.failure.Failure;
import io.roster.filter.ContactField;
import io.roster.filter.Filter;
import io.roster.filter.Operator;
import io.roster.id.IdKind;
import io.roster.search.ContactQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The list parameters of the nodestash dialect. All that are given must hold. */
final class NodestashListQuery {
    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 20;
    private static final List<ContactField> SUBSTRINGS =
            List.of(ContactField.EMAIL, ContactField.FIRST_NAME, ContactField.LAST_NAME);
    private static final Set<String> KNOWN =
            Set.of("cursor", "limit", "email", "first_name", "last_name", "company_id", "source", "tags", "sort");

    private static final Filter NOT_DELETED = new Filter.Test(ContactField.IS_DELETED, Operator.EQ, false);

    private NodestashListQuery() {}

    static ContactQuery of(Call call, PageTokens tokens) {
        Query query = call.query();
        query.allowOnly(KNOWN);
        ContactQuery first = new ContactQuery(
                filter(query),
                query.one("sort").map(NodestashSort::parse).orElse(NodestashSort.DEFAULT),
                query.number("limit", MAX_LIMIT).orElse(DEFAULT_LIMIT),
                Optional.empty(),
                false);
        return query.one("cursor")
                .map(cursor -> first.from(tokens.open(call.caller().workspaceId(), first, cursor)))
                .orElse(first);
    }

    private static Filter filter(Query query) {
        List<Filter> all = new ArrayList<>();
        all.add(NOT_DELETED);
        for (ContactField field : SUBSTRINGS) {
            given(query, field.wire()).map(part -> contains(field, part)).ifPresent(all::add);
        }
        given(query, "company_id").map(NodestashListQuery::company).ifPresent(all::add);
        given(query, "source")
                .map(source -> new Filter.Test(ContactField.LEAD_SOURCE, Operator.EQ, source.strip()))
                .ifPresent(all::add);
        given(query, "tags").ifPresent(tags -> addTags(all, tags));
        return new Filter.All(all);
    }

    private static Filter contains(ContactField field, String part) {
        return new Filter.Test(field, Operator.CONTAINS, part);
    }

    /** What doesn't look like a company's id is a fault; what only looks like one is that of no company. */
    private static Filter company(String text) {
        if (!text.startsWith(IdKind.NODESTASH_COMPANY.prefix())) {
            throw Failure.invalid("company_id", "company_id must be a company's id, which begins with co_");
        }
        return IdKind.NODESTASH_COMPANY
                .parse(text)
                .<Filter>map(id -> new Filter.Test(ContactField.COMPANY_ID, Operator.EQ, id))
                .orElse(Filter.NOTHING);
    }

    private static void addTags(List<Filter> all, String tags) {
        for (String tag : tags.split(",", -1)) {
            if (tag.isBlank()) {
                throw empty("tags");
            }
            all.add(new Filter.Test(ContactField.TAGS, Operator.IN, List.of(tag.strip())));
        }
    }

    private static Optional<String> given(Query query, String name) {
        Optional<String> value = query.one(name);
        if (value.filter(String::isEmpty).isPresent()) {
            throw empty(name);
        }
        return value;
    }

    private static RuntimeException empty(String name) {
        return Failure.invalid(name, "%s has an empty value".formatted(name));
    }
}
