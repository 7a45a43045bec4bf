package io.roster.api.nimbus;

import io.roster.api.PlainJson;
import io.roster.api.http.Call;
import io.roster.api.http.Fields;
import io.roster.api.http.Reply;
import io.roster.contact.Contacts;
import io.roster.db.Database;
import io.roster.filter.Filter;
import io.roster.search.AggregateQuery;
import io.roster.search.Aggregates;
import io.roster.search.Aggregation;
import io.roster.search.AggregationReader;
import io.roster.segment.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The NimbusOS endpoint that counts contacts by what they have in some fields. */
final class NimbusAggregate {
    private final Database database;
    private final Contacts contacts;
    private final Segments segments;

    NimbusAggregate(Database database, Contacts contacts, Segments segments) {
        this.database = database;
        this.contacts = contacts;
        this.segments = segments;
    }

    Reply aggregate(Call call) {
        call.query().allowOnly(Set.of());
        Fields body = Fields.of(call.bodyOrEmpty());
        SearchedFilter searched = SearchedFilter.read(body);
        List<AggregationReader.Line> lines = lines(body.objects("aggregations").required());
        body.refuseOthers(Set.of());
        UUID workspaceId = call.caller().workspaceId();
        return database.read(tx -> {
            Filter filter = searched.in(tx, workspaceId, segments);
            List<Aggregation> aggregations = AggregationReader.read(segments.fields(tx, workspaceId), lines);
            Aggregates counted = contacts.aggregate(tx, workspaceId, new AggregateQuery(filter, aggregations));
            return Reply.json(200, NimbusBuckets.write(aggregations, counted));
        });
    }

    private static List<AggregationReader.Line> lines(List<Fields> written) {
        List<AggregationReader.Line> lines = new ArrayList<>(written.size());
        for (Fields line : written) {
            lines.add(new AggregationReader.Line(
                    line.text("field").required(),
                    line.integer("limit").orNull(),
                    line.any("interval").map(PlainJson::of).orNull()));
            line.refuseOthers(Set.of());
        }
        return lines;
    }
}
