package io.roster.api.nimbus;

import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Given;
import io.roster.api.http.PageTokens;
import io.roster.api.http.Reply;
import io.roster.contact.Contact;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.db.Tx;
import io.roster.filter.Filter;
import io.roster.search.ContactQuery;
import io.roster.search.Page;
import io.roster.search.Sort;
import io.roster.search.SortReader;
import io.roster.segment.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS search endpoint. */
final class NimbusSearch {
    private final Database database;
    private final Contacts contacts;
    private final Segments segments;
    private final PageTokens tokens;

    /** What the body says, its fields not looked up yet. */
    private record Request(
            SearchedFilter filter, List<SortReader.Line> sort, int size, Optional<String> cursor, boolean withTotal) {}

    NimbusSearch(Database database, Contacts contacts, Segments segments, PageTokens tokens) {
        this.database = database;
        this.contacts = contacts;
        this.segments = segments;
        this.tokens = tokens;
    }

    Reply search(Call call) {
        call.query().allowOnly(Set.of());
        Request request = request(Fields.of(call.bodyOrEmpty()));
        UUID workspaceId = call.caller().workspaceId();
        return database.read(tx -> {
            ContactQuery query = query(tx, workspaceId, request);
            Page<Contact> page = contacts.list(tx, workspaceId, query);
            Optional<String> next = page.next().map(position -> tokens.seal(workspaceId, query, position));
            return Reply.json(200, NimbusPage.write(page.rows(), NimbusContactJson::write, next, page.total()));
        });
    }

    private static Request request(Fields body) {
        Request request = new Request(
                SearchedFilter.read(body),
                sort(body.objects("sort").value().orElse(List.of())),
                NimbusPage.size(body.integer("page_size")),
                body.text("cursor").value(),
                body.bool("include_total").value().orElse(true));
        body.refuseOthers(Set.of());
        return request;
    }

    private static List<SortReader.Line> sort(List<Fields> lines) {
        List<SortReader.Line> sort = new ArrayList<>(lines.size());
        for (Fields line : lines) {
            Given<String> direction = line.text("direction");
            sort.add(new SortReader.Line(
                    line.text("field").required(), direction.value().orElse("asc")));
            line.refuseOthers(Set.of());
        }
        return sort;
    }

    private ContactQuery query(Tx tx, UUID workspaceId, Request request) {
        Filter filter = request.filter().in(tx, workspaceId, segments);
        Sort sort = SortReader.read(segments.fields(tx, workspaceId), request.sort());
        ContactQuery first = new ContactQuery(filter, sort, request.size(), Optional.empty(), request.withTotal());
        return request.cursor()
                .map(cursor -> first.from(tokens.open(workspaceId, first, cursor)))
                .orElse(first);
    }
}
